"use client";

import { useMutation } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { showToast } from "#components/ui/toast-store.ts";
import type { ProposalCard } from "#server/domains/proposal/schema.ts";

type Decided = {
  /** called once the server has taken a decision, with what it was about */
  onDecided: (proposal: ProposalCard) => void;
  /** called with the id of the proposal that an edit made */
  onEdited: (id: string) => void;
  /** called when an approval was taken back */
  onUndone: (id: string) => void;
};

const changed = ["proposal", "run", "task", "mail", "invoice"];

/** The operator's decisions: what they send, what is read again after, and what is said about it. */
export function useDecisions({ onDecided, onEdited, onUndone }: Decided) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const failed = (error: Parameters<typeof errorWords>[0]) => {
    showToast({ key: "decision-failed", tone: "bad", title: "Not decided", detail: errorWords(error) });
    renew(changed);
  };
  const undo = useMutation(
    trpc.proposal.undo.mutationOptions({
      onSuccess: (_, { id }) => {
        showToast({ key: `undone-${id}`, tone: "info", title: "Taken back", detail: "It waits for you again." });
        renew(changed);
        onUndone(id);
      },
      onError: failed,
    }),
  );
  const approve = useMutation(trpc.proposal.approve.mutationOptions({ onError: failed }));
  const edit = useMutation(trpc.proposal.edit.mutationOptions({ onError: failed }));
  const reject = useMutation(trpc.proposal.reject.mutationOptions({ onError: failed }));

  const say = (proposal: ProposalCard, executeAfter: Date | null) =>
    showToast({
      key: `proposal-${proposal.id}`,
      tone: "good",
      title: "Approved",
      detail: proposal.title,
      ...(executeAfter
        ? { until: executeAfter, action: { label: "Undo", run: () => undo.mutate({ id: proposal.id }) } }
        : {}),
    });

  const running = [
    ["approve", approve],
    ["edit", edit],
    ["reject", reject],
    ["undo", undo],
  ] as const;
  return {
    busy: running.find(([, mutation]) => mutation.isPending)?.[0] ?? null,
    /** what went wrong with the last decision on a proposal */
    errorOf: (id: string | undefined) => {
      const wrong = running.find(([, mutation]) => mutation.isError && mutation.variables.id === id)?.[1];
      return wrong?.error ? errorWords(wrong.error) : null;
    },
    approve: (proposal: ProposalCard) =>
      approve.mutate(
        { id: proposal.id, inputHash: proposal.inputHash },
        {
          onSuccess: (approved) => {
            say(proposal, approved.executeAfter);
            onDecided(proposal);
            renew(changed);
          },
        },
      ),
    reject: (proposal: ProposalCard, reason: string) =>
      reject.mutate(
        { id: proposal.id, inputHash: proposal.inputHash, reason },
        {
          onSuccess: () => {
            showToast({ key: `proposal-${proposal.id}`, tone: "info", title: "Rejected", detail: `“${reason}”` });
            onDecided(proposal);
            renew(changed);
          },
        },
      ),
    edit: (proposal: ProposalCard, fields: Record<string, string>) =>
      edit.mutate(
        { id: proposal.id, inputHash: proposal.inputHash, fields },
        {
          onSuccess: (edited) => {
            renew(changed);
            onEdited("proposalId" in edited ? edited.proposalId : proposal.id);
          },
        },
      ),
    undo: (id: string) => undo.mutate({ id }),
  };
}
