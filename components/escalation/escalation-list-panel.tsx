"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { EscalationListView } from "./escalation-list-view.tsx";

export function EscalationListPanel() {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: escalations } = useSuspenseQuery(trpc.escalation.list.queryOptions());
  const resolve = useMutation(
    trpc.escalation.resolve.mutationOptions({
      onSuccess: () => showToast({ key: "escalation", tone: "good", title: "Resolved" }),
      onError: (error) =>
        showToast({ key: "escalation", tone: "bad", title: "Not resolved", detail: errorWords(error) }),
      onSettled: () => renew(["escalation", "run", "proposal"]),
    }),
  );
  return escalations.length > 0 ? (
    <EscalationListView
      escalations={escalations}
      busy={resolve.isPending ? resolve.variables : null}
      onResolve={(id, option) => resolve.mutate({ id, option })}
    />
  ) : (
    <EmptyState
      title="Nothing needs a review"
      detail="When the outcome of an effect is unknown, or a run fails in a way that only you can judge, it is put before you here with what can be done."
    >
      <ButtonLink href="/runs">Look at the runs</ButtonLink>
    </EmptyState>
  );
}
