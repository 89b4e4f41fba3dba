"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { hrefs } from "#components/patterns/hrefs.ts";
import { type CardMode, ProposalCard } from "./proposal-card.tsx";
import { useDecisions } from "./use-decisions.ts";

/** One proposal on its own page, whatever became of it. */
export function ProposalPanel({ id }: { id: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [mode, setMode] = useState<CardMode>("read");
  const { data: proposal } = useSuspenseQuery(trpc.proposal.get.queryOptions({ id }));
  const decisions = useDecisions({
    onDecided: () => setMode("read"),
    onEdited: (edited) => router.replace(hrefs.proposal(edited)),
    onUndone: () => setMode("read"),
  });
  return (
    <ProposalCard
      proposal={proposal}
      mode={mode}
      onMode={setMode}
      busy={decisions.busyOf(id)}
      error={decisions.errorOf(id)}
      onApprove={() => decisions.approve(proposal)}
      onEdit={(fields) => decisions.edit(proposal, fields)}
      onReject={(reason) => decisions.reject(proposal, reason)}
      onRespond={(guidance) => decisions.respond(proposal, guidance)}
      onUndo={() => decisions.undo(proposal.id)}
    />
  );
}
