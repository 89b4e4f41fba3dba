import type { CommandScope } from "#server/commands/define-command.ts";
import { noteDecision } from "#server/domains/trust/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { announceDecision } from "./announce-decision.ts";
import { decisionRefusal } from "./rules.ts";
import { sealOfYes } from "./seal.ts";

type Closing = {
  proposalId: string;
  status: "approved" | "rejected" | "returned" | "expired";
  /** the hash that the decider saw; the decision stands for nothing else */
  inputHash?: string;
  /** the decision counts only before the proposal's expiry */
  inTime: boolean;
  executeAfter?: Date | null;
};

/** A proposal's row as a decision left it. */
export type ClosedProposal = NonNullable<Awaited<ReturnType<CommandScope["tx"]["proposal"]["findUnique"]>>>;

/**
 * Takes a pending proposal to a decided status by compare-and-swap on status, hash and expiry: of two devices one wins.
 * @throws AppError not_found | conflict | precondition, in words for the operator
 */
export async function closeProposal(scope: CommandScope, closing: Closing): Promise<ClosedProposal> {
  const { tx, context } = scope;
  const now = context.clock.now();
  const swapped = await tx.proposal.updateMany({
    where: {
      id: closing.proposalId,
      status: "pending",
      ...(closing.inputHash === undefined ? {} : { inputHash: closing.inputHash }),
      ...(closing.inTime ? { expiresAt: { gt: now } } : {}),
    },
    data: { status: closing.status, decidedAt: now, executeAfter: closing.executeAfter ?? null },
  });
  const proposal = await tx.proposal.findUnique({ where: { id: closing.proposalId } });
  if (!proposal || swapped.count === 0) throw decisionRefusal(proposal, { inputHash: closing.inputHash, now });
  return proposal;
}

const decisionOf = { approved: "approve", rejected: "reject", returned: "respond", expired: "expire" } as const;

/** Writes the decision that a closed proposal rests on, and tells everyone. */
export async function writeDecision(
  scope: CommandScope,
  facts: { proposal: ClosedProposal; status: Closing["status"]; reason?: string; data?: Record<string, unknown> },
): Promise<{ approvalId: string }> {
  const { tx, context } = scope;
  const approvalId = newId();
  const decision = decisionOf[facts.status];
  const decidedBy = context.actor.id;
  await tx.approval.create({
    data: {
      id: approvalId,
      workspaceId: context.workspaceId,
      proposalId: facts.proposal.id,
      decision,
      inputHash: facts.proposal.inputHash,
      decidedBy,
      reason: facts.reason ?? null,
      decidedAt: context.clock.now(),
      seal: decision === "approve" ? sealOfYes(facts.proposal, { approvalId, decidedBy }) : null,
    },
  });
  await announceDecision(scope, {
    proposal: facts.proposal,
    decision,
    key: approvalId,
    ...(facts.reason ? { reason: facts.reason } : {}),
    data: { approvalId, ...facts.data },
  });
  if (facts.status !== "expired") {
    await noteDecision(scope, {
      proposal: facts.proposal,
      decision: facts.status === "approved" ? "approved" : "rejected",
    });
  }
  return { approvalId };
}
