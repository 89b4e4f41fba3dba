import type { CommandScope } from "#server/commands/define-command.ts";
import { announceDecision } from "./announce-decision.ts";
import { type ProposalFacts, recordProposal } from "./record.ts";

/** Puts a newer version in the place of a proposal that the caller holds locked. The old one can never be decided again. */
export async function replaceProposal(
  scope: CommandScope,
  facts: {
    proposal: { id: string; runId: string; step: string; inputHash: string };
    successor: ProposalFacts;
    reason: string;
  },
): Promise<void> {
  const { proposal, successor, reason } = facts;
  const decidedAt = scope.context.clock.now();
  await scope.tx.proposal.update({
    where: { id: proposal.id },
    data: { status: "replaced", replacedById: successor.id, decidedAt, executeAfter: null },
  });
  await recordProposal(scope, successor);
  await announceDecision(scope, {
    proposal,
    decision: "replace",
    key: successor.id,
    reason,
    data: { replacedById: successor.id },
  });
}
