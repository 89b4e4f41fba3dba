"use client";

import { lazy, Suspense } from "react";
import { hrefs } from "#components/patterns/hrefs.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { useSecondsUntil } from "#components/ui/countdown.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ProposalCard } from "#server/domains/proposal/schema.ts";
import { statusWords } from "./proposal-words.ts";

const verbs = { approve: "Approved", reject: "Rejected", respond: "Sent back", expire: "Expired" } as const;

const ComplaintForm = lazy(() =>
  import("#components/agent/complaint-form.tsx").then((module) => ({ default: module.ComplaintForm })),
);

type ProposalDecisionProps = { proposal: ProposalCard; busy: boolean; onUndo: () => void };

/** The decision that stands, and the way back for as long as there is one. */
export function ProposalDecision({ proposal, busy, onUndo }: ProposalDecisionProps) {
  const undoable = proposal.status === "approved" ? proposal.executeAfter : null;
  const seconds = useSecondsUntil(undoable);
  const status = statusWords[proposal.status];
  const decision = proposal.decision;
  return (
    <footer className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-3">
      <Badge tone={status.tone}>{status.label}</Badge>
      {decision ? (
        <p className="text-small text-soft">
          {verbs[decision.decision]} by {decision.by} <RelativeTime at={decision.at} />
          {decision.reason ? `: “${decision.reason}”` : ""}
        </p>
      ) : null}
      <span className="text-small">
        <TextLink href={hrefs.walk(proposal.id)}>How it came about</TextLink>
      </span>
      {undoable && seconds > 0 ? (
        <div className="ml-auto flex items-center gap-3">
          <span className="text-small text-soft">
            happens in <span className="inline-block min-w-6 text-right font-medium text-ink">{seconds} s</span>
          </span>
          <Button busy={busy} onClick={onUndo}>
            Undo
          </Button>
        </div>
      ) : null}
      {proposal.status === "executed" ? (
        <Suspense>
          <div className="basis-full">
            <ComplaintForm proposalId={proposal.id} />
          </div>
        </Suspense>
      ) : null}
    </footer>
  );
}
