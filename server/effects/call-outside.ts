import { OutcomeUnknown } from "#server/actions/contract.ts";
import type { AnyAction } from "#server/actions/registry.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { log } from "#server/kernel/log.ts";
import { callOf } from "./call.ts";
import { claimEffect } from "./claim-effect.ts";
import type { EffectRecord } from "./locked-effect.ts";
import { type EffectOutcome, mostAttempts, outcomeOf, retryLater } from "./outcome.ts";
import { settleEffect } from "./settle-effect.ts";

type Outside = Extract<AnyAction, { where: "outside" }>;
type CallEnd =
  | { status: "succeeded"; receipt: Record<string, unknown> }
  | { status: "failed" | "unknown" | "again"; message: string };

/**
 * Carries out an intended call of an outside system: claim, call, receipt. A claim whose holder vanished is resumed as the
 * action's delivery allows: looked up, resent under the same key, or left as unknown.
 * @throws AppError unavailable
 */
export async function callOutside(request: {
  context: Context;
  proposalId: string;
  action: Outside;
}): Promise<EffectOutcome> {
  const { context, proposalId, action } = request;
  const claim = await claimEffect.execute(context, { proposalId });
  if (claim.status === "settled") return outcomeOf(claim.effect) ?? retryLater("It is being carried out", 1);
  if (claim.status === "busy") {
    const seconds = Math.ceil((claim.until.getTime() - context.clock.now().getTime()) / 1000);
    throw new AppError("unavailable", "Another worker is carrying it out", {
      details: { retryAfterSeconds: Math.max(1, seconds) },
    });
  }
  const { effect, resuming } = claim;
  const end = await callOnce({ context, action, effect, resuming });
  const final = end.status === "again" && effect.attempts >= mostAttempts;
  await settleEffect.execute(context, {
    proposalId,
    lease: effect.lease,
    end: final ? { ...end, status: "failed" } : end,
  });
  if (end.status === "again" && !final) return retryLater(end.message, effect.attempts);
  const effectId = effect.id;
  if (end.status === "succeeded") return { status: "succeeded", effectId, receipt: end.receipt };
  return { status: end.status === "unknown" ? "unknown" : "failed", effectId, message: end.message };
}

async function callOnce(request: {
  context: Context;
  action: Outside;
  effect: EffectRecord;
  resuming: boolean;
}): Promise<CallEnd> {
  const { context, action, effect, resuming } = request;
  try {
    const call = callOf(context, action, effect);
    if (resuming) {
      const found = await action.find?.(call);
      if (found) return { status: "succeeded", receipt: found };
      if (action.delivery === "neither") {
        return { status: "unknown", message: "The worker stopped after it had begun, and left no answer." };
      }
    }
    return { status: "succeeded", receipt: action.output.parse(await action.run(call)) };
  } catch (error) {
    return endOf(error, effect);
  }
}

/** An action says by its error whether anything can have happened; an error that it does not know means nobody can tell. */
function endOf(error: unknown, effect: EffectRecord): CallEnd {
  if (error instanceof AppError && error.code !== "internal") {
    return { status: error.code === "unavailable" ? "again" : "failed", message: error.message };
  }
  log.warn({ error, effectId: effect.id }, "an effect's outcome is unknown");
  return { status: "unknown", message: error instanceof OutcomeUnknown ? error.message : "It ended in a fault." };
}
