"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { EscalationListView } from "./escalation-list-view.tsx";
import { useResolve } from "./use-resolve.ts";

export function EscalationListPanel() {
  const trpc = useTRPC();
  const { data: escalations } = useSuspenseQuery(trpc.escalation.list.queryOptions());
  const { busy, onResolve } = useResolve();
  return escalations.length > 0 ? (
    <EscalationListView escalations={escalations} busy={busy} onResolve={onResolve} />
  ) : (
    <EmptyState
      title="Nothing needs a review"
      detail="When the outcome of an effect is unknown, or a run fails in a way that only you can judge, it is put before you here with what can be done."
    >
      <ButtonLink href="/runs">Look at the runs</ButtonLink>
    </EmptyState>
  );
}
