import type { CommandScope } from "#server/commands/define-command.ts";
import { appendRunEntry } from "#server/domains/run/index.ts";

/** What was decided about a proposal, for the run's log and the audit trail. */
export type DecisionFacts = {
  proposal: { id: string; runId: string; step: string; inputHash: string };
  decision: "approve" | "reject" | "respond" | "expire" | "undo" | "replace" | "refuse";
  /** names this decision among all on the same proposal, e.g. the approval's id */
  key: string;
  reason?: string;
  data?: Record<string, unknown>;
};

/** Writes a decision to the run's log and the audit trail, and wakes whoever waits for it. */
export async function announceDecision(scope: CommandScope, facts: DecisionFacts): Promise<void> {
  const { proposal, decision, reason } = facts;
  const data = { ...facts.data, decision, inputHash: proposal.inputHash };
  await appendRunEntry(scope, {
    runId: proposal.runId,
    step: proposal.step,
    key: `${proposal.id}:approval.decided:${facts.key}`,
    kind: "approval.decided",
    data: { proposalId: proposal.id, by: scope.context.actor.kind, reason, ...data },
  });
  await scope.audit({
    subject: { kind: "proposal", id: proposal.id },
    runId: proposal.runId,
    ...(reason ? { reason } : {}),
    data,
  });
  await scope.emit("proposal.decided", {
    workspaceId: scope.context.workspaceId,
    proposalId: proposal.id,
    runId: proposal.runId,
  });
  scope.changed({ topic: "proposal", id: proposal.id });
  scope.changed({ topic: "run", id: proposal.runId });
}
