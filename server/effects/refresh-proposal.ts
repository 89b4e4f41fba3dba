import type { CommandScope } from "#server/commands/define-command.ts";
import {
  announceDecision,
  type ClosedProposal,
  changedTargets,
  replaceProposal,
  successorIdOf,
} from "#server/domains/proposal/index.ts";
import { askedSchema, type Evidence } from "#server/domains/proposal/schema.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { type Examined, examine } from "./examine.ts";

/** Looks at a proposal again, as the records are now. The agent's right to propose it was checked when it was made. */
export function examineAgain(
  scope: Pick<CommandScope, "tx" | "context">,
  proposal: ClosedProposal,
  input: unknown = proposal.input,
): Promise<Examined> {
  return examine(scope, {
    action: proposal.action,
    input,
    proposalId: proposal.id,
    runId: proposal.runId,
    intent: proposal.intent,
    confidence: proposal.confidence,
    agent: proposal.agent,
    mayPropose: [proposal.action],
    taint: proposal.taint === "operator" ? "operator" : "outside",
    compensatesId: proposal.compensatesId,
  });
}

/**
 * What has changed since the operator saw a proposal, in words; null when it would still do exactly what its card says.
 * Compares the hash, the versions and the preview itself.
 */
export function staleness(proposal: ClosedProposal, examined: Examined): string | null {
  const changes = changedTargets(proposal.targets as Record<string, number>, examined.targets);
  if (examined.policy.verdict === "refuse") return examined.policy.explanation;
  if (changes.length > 0) return changes.join(" and ");
  if (examined.inputHash !== proposal.inputHash) return "its content has changed since";
  return hashOf(examined.preview) === hashOf(proposal.preview) ? null : "what it would do has changed since";
}

/**
 * Puts a newly examined version in a proposal's place: pending under its own hash, or, where it cannot be done any more,
 * refused. The caller holds the proposal's row locked.
 * @returns the id of the version that now stands
 */
export async function supersede(
  scope: CommandScope,
  facts: { proposal: ClosedProposal; examined: Examined; reason: string },
): Promise<{ proposalId: string; refused: string | null }> {
  const { proposal, examined, reason } = facts;
  if (examined.policy.verdict === "refuse") {
    const { explanation } = examined.policy;
    await scope.tx.proposal.update({
      where: { id: proposal.id },
      data: { status: "refused", policy: examined.policy, decidedAt: scope.context.clock.now(), executeAfter: null },
    });
    await announceDecision(scope, { proposal, decision: "refuse", key: "refused", reason: explanation });
    return { proposalId: proposal.id, refused: explanation };
  }
  const { action: _, ...current } = examined;
  const id = successorIdOf(proposal.id);
  await replaceProposal(scope, {
    proposal,
    reason,
    successor: {
      ...current,
      id,
      status: "pending",
      runId: proposal.runId,
      intent: proposal.intent,
      step: proposal.step,
      agent: proposal.agent,
      action: proposal.action,
      reason: proposal.reason,
      evidence: proposal.evidence as Evidence[],
      confidence: proposal.confidence,
      method: proposal.method,
      taint: proposal.taint === "operator" ? "operator" : "outside",
      contactId: proposal.contactId,
      snapshotId: proposal.snapshotId,
      compensatesId: proposal.compensatesId,
      asked: askedSchema.safeParse(proposal.asked).data ?? null,
      ifExpired: proposal.ifExpired,
      expiresAt: proposal.expiresAt,
    },
  });
  return { proposalId: id, refused: null };
}
