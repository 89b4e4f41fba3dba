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
    input,
    ...keptOf(proposal),
    proposalId: proposal.id,
    confidence: proposal.confidence,
    mayPropose: [proposal.action],
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

/** What a later version of a proposal has of it: where it stands in its run, who made it, and what it is about. */
export function keptOf(proposal: ClosedProposal) {
  const { runId, step, agent, action, intent, contactId, compensatesId, ifExpired } = proposal;
  const taint = proposal.taint === "operator" ? ("operator" as const) : ("outside" as const);
  return { runId, step, agent, action, intent, contactId, compensatesId, ifExpired, taint };
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
      ...keptOf(proposal),
      id,
      status: "pending",
      reason: proposal.reason,
      evidence: proposal.evidence as Evidence[],
      confidence: proposal.confidence,
      method: proposal.method,
      snapshotId: proposal.snapshotId,
      asked: askedSchema.safeParse(proposal.asked).data ?? null,
      expiresAt: proposal.expiresAt,
    },
  });
  return { proposalId: id, refused: null };
}
