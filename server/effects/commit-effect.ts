import { z } from "zod";
import { findAction } from "#server/actions/registry.ts";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { callOf } from "./call.ts";
import { finishEffect } from "./finish-effect.ts";
import { type EffectRecord, lockEffect } from "./locked-effect.ts";
import { standingOfRun } from "./run-standing.ts";

/**
 * Does an action on our own records and writes its receipt in one transaction: there is no moment at which one is there
 * without the other, so there is nothing to reconcile. Where its run was stopped since the intent, nothing is done.
 */
export const commitEffect = defineCommand({
  name: "effect.commit",
  input: z.object({ proposalId: z.uuid() }),
  access: ["system", "operator"],
  run: async (scope, { proposalId }): Promise<EffectRecord> => {
    const { tx, context } = scope;
    const { proposal, effect } = await lockEffect(tx, proposalId);
    if (effect.status !== "intended") return effect;
    const { paused, cancelled } = await standingOfRun(scope, proposal);
    if (paused || cancelled) return effect;
    const action = findAction(effect.action);
    if (action?.where !== "own") throw new AppError("internal", `${effect.action} is not an action on our own records`);
    const now = context.clock.now();
    const begun = { ...effect, attempts: effect.attempts + 1, calledAt: now };
    const receipt = await action.commit(scope, callOf(context, action, effect));
    await tx.effect.update({ where: { id: effect.id }, data: { attempts: begun.attempts, calledAt: now } });
    await finishEffect(scope, { proposal, effect: begun }, { status: "succeeded", receipt });
    return tx.effect.findUniqueOrThrow({ where: { id: effect.id } });
  },
});

/** Records that an action on our own records did nothing: finally, or to be tried again up to `mostAttempts` times. */
export const failEffect = defineCommand({
  name: "effect.fail",
  input: z.object({ proposalId: z.uuid(), message: z.string(), final: z.boolean(), mostAttempts: z.int() }),
  access: ["system", "operator"],
  run: async (scope, { proposalId, message, final, mostAttempts }): Promise<EffectRecord> => {
    const { tx } = scope;
    const { proposal, effect } = await lockEffect(tx, proposalId);
    if (effect.status !== "intended") return effect;
    const data = { attempts: { increment: 1 }, error: { message } };
    const counted = await tx.effect.update({ where: { id: effect.id }, data });
    if (!final && counted.attempts < mostAttempts) return counted;
    await finishEffect(scope, { proposal, effect: counted }, { status: "failed", message });
    return tx.effect.findUniqueOrThrow({ where: { id: effect.id } });
  },
});
