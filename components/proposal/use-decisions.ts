"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { showToast } from "#components/ui/toast-store.ts";
import type { ProposalCard } from "#server/domains/proposal/schema.ts";
import { useLastApproval } from "./use-last-approval.ts";

export type DecisionKind = "approve" | "edit" | "reject" | "respond" | "undo";

type Decided = {
  /** called as soon as a decision is on its way: the next card need not wait for the answer */
  onSent?: (id: string) => void;
  /** called once the server has taken a decision */
  onDecided?: (proposal: ProposalCard) => void;
  /** called with the id of the proposal that took the place of the one on screen */
  onEdited: (id: string) => void;
  /** called when an approval was taken back */
  onUndone: (id: string) => void;
  /** how to show a decision that was refused */
  onShow?: (id: string) => void;
};

type QueuePages = { pages: { items: { id: string }[]; total: number }[] };

const decisionTopics = ["proposal", "run", "task", "mail", "invoice"];
/** After these the proposal does not wait any more, whatever comes of it. */
const leaving: ReadonlySet<DecisionKind> = new Set(["approve", "reject", "respond"]);

/** A short tick where the device has one: taken, or refused. */
function tick(pattern: number | number[]): void {
  navigator.vibrate?.(pattern);
}

/**
 * The operator's decisions: what they send, what is read again after, and what is said about it. Several may be on their
 * way at once. Nothing is kept for later: without a connection a decision fails there and then.
 */
export function useDecisions({ onSent, onDecided, onEdited, onUndone, onShow }: Decided) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const renew = useRenewal();
  const [sent, setSent] = useState<ReadonlyMap<string, DecisionKind>>(new Map());
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const under = useRef(new Map<string, DecisionKind>());
  const { remember, takeLast } = useLastApproval();

  const mark = (id: string, kind: DecisionKind | null) => {
    if (kind) under.current.set(id, kind);
    else under.current.delete(id);
    setSent(new Map(under.current));
  };
  const note = (id: string, words: string | null) =>
    setErrors((before) => {
      const after = new Map(before);
      if (words) after.set(id, words);
      else after.delete(id);
      return after;
    });
  /** Takes proposals out of every queue that is loaded; what was being read meanwhile is read again. */
  const dropFromQueue = (ids: ReadonlySet<string>) => {
    queryClient.setQueriesData<QueuePages>({ queryKey: trpc.proposal.queue.pathKey() }, (data) =>
      data?.pages
        ? {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              items: page.items.filter((item) => !ids.has(item.id)),
              total: Math.max(0, page.total - ids.size),
            })),
          }
        : data,
    );
    renew(decisionTopics);
  };

  /** Sends one decision; a second one on the same proposal waits for no answer, it is left out. */
  const send = async <T>(id: string, kind: DecisionKind, call: () => Promise<T>, done: (answer: T) => void) => {
    if (under.current.has(id)) return null;
    note(id, null);
    mark(id, kind);
    tick(12);
    if (leaving.has(kind)) onSent?.(id);
    try {
      const answer = await call();
      done(answer);
      if (leaving.has(kind)) dropFromQueue(new Set([id]));
      else renew(decisionTopics);
      return answer;
    } catch (error) {
      const words = errorWords(error as Parameters<typeof errorWords>[0]);
      note(id, words);
      tick([30, 60, 30]);
      const action = onShow ? { action: { label: "Show", run: () => onShow(id) } } : {};
      showToast({ key: `failed-${id}`, tone: "bad", title: "Not decided", detail: words, ...action });
      renew(decisionTopics);
      return null;
    } finally {
      mark(id, null);
    }
  };

  const undo = (id: string) =>
    void send(
      id,
      "undo",
      () => client.proposal.undo.mutate({ id }),
      () => {
        showToast({ key: `proposal-${id}`, tone: "info", title: "Taken back", detail: "It waits for you again." });
        onUndone(id);
      },
    );
  const undoAll = (ids: readonly string[]) => {
    for (const id of ids) undo(id);
  };

  return {
    /** what is on its way for a proposal */
    busyOf: (id: string | undefined) => (id && sent.get(id)) || null,
    /** whether a proposal has been decided and only the server's word is missing */
    isLeaving: (id: string) => leaving.has(sent.get(id) ?? "undo"),
    /** what went wrong with the last decision on a proposal */
    errorOf: (id: string | undefined) => (id && errors.get(id)) || null,
    dropFromQueue,
    /** remembers approvals that can be taken back together until a moment */
    remember,
    approve: (proposal: ProposalCard) => {
      const { id, inputHash, title } = proposal;
      if (under.current.has(id)) return;
      const sent = send(
        id,
        "approve",
        () => client.proposal.approve.mutate({ id, inputHash }),
        ({ executeAfter }) => {
          const way = executeAfter ? { until: executeAfter, action: { label: "Undo", run: () => undo(id) } } : {};
          showToast({ key: `proposal-${id}`, tone: "good", title: "Approved", detail: title, ...way });
          onDecided?.(proposal);
        },
      );
      remember({ ids: [id], until: sent.then((answer) => answer?.executeAfter ?? null) });
    },
    reject: (proposal: ProposalCard, reason: string) =>
      void send(
        proposal.id,
        "reject",
        () => client.proposal.reject.mutate({ id: proposal.id, inputHash: proposal.inputHash, reason }),
        () => {
          showToast({ key: `proposal-${proposal.id}`, tone: "info", title: "Rejected", detail: `“${reason}”` });
          onDecided?.(proposal);
        },
      ),
    respond: (proposal: ProposalCard, guidance: string) =>
      void send(
        proposal.id,
        "respond",
        () => client.proposal.respond.mutate({ id: proposal.id, inputHash: proposal.inputHash, guidance }),
        () => {
          const detail = `“${guidance}”`;
          showToast({ key: `proposal-${proposal.id}`, tone: "info", title: "Sent back to its agent", detail });
          onDecided?.(proposal);
        },
      ),
    edit: (proposal: ProposalCard, fields: Record<string, string>) =>
      void send(
        proposal.id,
        "edit",
        () => client.proposal.edit.mutate({ id: proposal.id, inputHash: proposal.inputHash, fields }),
        (edited) => onEdited("proposalId" in edited ? edited.proposalId : proposal.id),
      ),
    undo,
    /** takes the last approval back while its window is open; says so where there is none */
    undoLast: () =>
      void takeLast().then((last) =>
        last
          ? undoAll(last.ids)
          : showToast({
              key: "no-undo",
              tone: "info",
              title: "Nothing to take back",
              detail: "No undo window is open.",
            }),
      ),
    undoAll,
  };
}
