import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { noteUndo } from "#server/domains/trust/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { announceDecision } from "./announce-decision.ts";
import type { PolicyDecision } from "./schema.ts";

/** What ran by itself and was stopped in its undo window waits for the operator, whatever is granted. */
function stopped(policy: unknown): PolicyDecision {
  const { version } = policy as PolicyDecision;
  const explanation = "It was about to happen by itself, and you stopped it: you decide.";
  return { verdict: "ask", rule: "stopped", explanation, ...(version ? { version } : {}) };
}

/**
 * Takes an approval, or the policy's own yes, back within its undo window: the proposal waits again.
 * @throws AppError conflict when the window is over or the effect has begun
 */
export const undoApproval = defineCommand({
  name: "proposal.undo",
  input: z.object({ proposalId: z.uuid() }),
  access: ["operator"],
  run: async (scope, { proposalId }) => {
    const { tx, context } = scope;
    const now = context.clock.now();
    const swapped = await tx.proposal.updateMany({
      where: { id: proposalId, status: "approved", executeAfter: { gt: now } },
      data: { status: "pending", decidedAt: null, executeAfter: null },
    });
    const proposal = await tx.proposal.findUnique({ where: { id: proposalId } });
    if (!proposal) throw new AppError("not_found", "There is no such proposal");
    const begun = await tx.effect.count({ where: { proposalId } });
    if (swapped.count === 0 || begun > 0) throw new AppError("conflict", "Too late to undo: it has begun or is done");
    const approval = await tx.approval.findFirst({
      where: { proposalId, decision: "approve", undoneAt: null },
      orderBy: { decidedAt: "desc" },
    });
    if (approval) await tx.approval.update({ where: { id: approval.id }, data: { undoneAt: now, seal: null } });
    else
      await tx.proposal.update({ where: { id: proposalId }, data: { policy: stopped(proposal.policy), seal: null } });
    await announceDecision(scope, { proposal, decision: "undo", key: `${approval?.id ?? "by-itself"}:undone` });
    await noteUndo(scope, { proposal, byItself: !approval });
    return { proposalId, status: "pending" as const };
  },
});
