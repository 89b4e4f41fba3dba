import { z } from "zod";
import { findAction } from "#server/actions/registry.ts";
import { type Command, type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { closeEscalation } from "#server/domains/escalation/index.ts";
import { announceDecision } from "#server/domains/proposal/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { log } from "#server/kernel/log.ts";
import { callOf } from "./call.ts";
import { executeEffect } from "./execute-effect.ts";
import { finishEffect } from "./finish-effect.ts";
import { lockEffect } from "./locked-effect.ts";

const input = z.object({
  escalationId: z.uuid(),
  /** one of its options' ids */
  option: z.string().min(1).max(64),
  note: z.string().trim().max(2000).optional(),
});

/** How a review task was resolved; `again` names the proposal that is being carried out once more. */
export type Resolved = { escalationId: string; option: string; again: string | null };

const decideEscalation = defineCommand({
  name: "escalation.resolve",
  input,
  access: ["operator"],
  run: async (scope, { escalationId, option, note }): Promise<Resolved> => {
    const { tx } = scope;
    const found = await tx.escalation.findUnique({ where: { id: escalationId }, select: { effectId: true } });
    const effect = found?.effectId ? await tx.effect.findUnique({ where: { id: found.effectId } }) : null;
    // the effect is locked before the review task, in the order in which the ledger opens one
    const locked = effect ? await lockEffect(tx, effect.proposalId) : null;
    await closeEscalation(scope, { escalationId, option, ...(note ? { note } : {}) });
    const again = locked ? await applyOption(scope, locked, option) : null;
    return { escalationId, option, again };
  },
});

/** Does what an option says about its effect. @returns the proposal to carry out again, if any */
async function applyOption(
  scope: CommandScope,
  { proposal, effect }: Awaited<ReturnType<typeof lockEffect>>,
  option: string,
): Promise<string | null> {
  const { tx, context } = scope;
  if (effect.status !== "unknown" && effect.status !== "failed") {
    throw new AppError("conflict", "The effect has been settled meanwhile");
  }
  const action = findAction(effect.action);
  const settle = async (status: "confirmed" | "again" | "failed") => {
    if (action?.where !== "outside" || !action.settle) return;
    const message = "Decided by the operator";
    await action.settle(
      scope,
      callOf(context, action, effect),
      status === "confirmed" ? { status } : { status, message },
    );
  };
  const tell = (reason: string) =>
    announceDecision(scope, { proposal, decision: "approve", key: `${option}:${effect.lease}`, reason });
  if (option === "arrived") {
    await settle("confirmed");
    await finishEffect(
      scope,
      { proposal, effect },
      { status: "succeeded", receipt: { confirmedBy: context.actor.id } },
    );
    await tell("The operator confirmed that it happened");
    return null;
  }
  if (option === "send-again" || option === "try-again") {
    await settle("again");
    const fresh = { status: "intended", attempts: 0, lease: { increment: 1 }, calledAt: null, leaseUntil: null };
    await tx.effect.update({ where: { id: effect.id }, data: { ...fresh, finishedAt: null } });
    await tx.proposal.update({
      where: { id: proposal.id },
      data: { status: "approved", decidedAt: context.clock.now(), executeAfter: null },
    });
    await tell("The operator asked for it to be done again");
    return proposal.id;
  }
  await tx.proposal.update({ where: { id: proposal.id }, data: { status: "failed" } });
  await tell("The operator left it as it is");
  return null;
}

async function carryOutAgain(context: Context, proposalId: string): Promise<void> {
  try {
    await executeEffect({ context, proposalId });
  } catch (error) {
    // it stays intended: the run that waits for it or the next reconciliation carries it out
    log.info({ error, proposalId }, "an effect could not be repeated at once");
  }
}

/**
 * The operator resolves a review task with one of its options, which does what it says: for an effect, marks it done, does
 * it again under the same key, or leaves it. Every resolution is also sent as `escalation.resolved`.
 * @throws AppError not_found | invalid | conflict (resolved elsewhere)
 */
export const resolveEscalation: Command<typeof input, Resolved> = {
  ...decideEscalation,
  execute: async (context, raw) => {
    const resolved = await decideEscalation.execute(context, raw);
    if (resolved.again) await carryOutAgain(context, resolved.again);
    return resolved;
  },
};
