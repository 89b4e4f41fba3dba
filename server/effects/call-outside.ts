import type { AnyAction } from "#server/actions/registry.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { log } from "#server/kernel/log.ts";
import { callOf } from "./call.ts";
import { type Called, endOfError, endOfFailedLook } from "./call-end.ts";
import { claimEffect } from "./claim-effect.ts";
import type { EffectRecord } from "./locked-effect.ts";
import { type EffectOutcome, outcomeOf, retryLater } from "./outcome.ts";
import { persistently } from "./persistently.ts";
import { holdingLease } from "./renew-lease.ts";
import { settleEffect } from "./settle-effect.ts";

type Outside = Extract<AnyAction, { where: "outside" }>;
type Claimed = { context: Context; action: Outside; effect: EffectRecord; resuming: boolean };

/**
 * Carries out an intended call of an outside system: claim, call, receipt. Where an earlier call may have happened, the
 * action's delivery decides: looked up first, resent under the same key, or left as unknown.
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
  // asked again, the intent says whether it is held or withdrawn
  if (claim.status === "stopped") return retryLater("Its run was stopped", 0);
  if (claim.status === "busy") {
    const seconds = Math.ceil((claim.until.getTime() - context.clock.now().getTime()) / 1000);
    const details = { retryAfterSeconds: Math.max(1, seconds) };
    throw new AppError("unavailable", "Another worker is carrying it out", { details });
  }
  if (claim.status === "held") return heldBy(action, claim.until);
  const { effect, resuming } = claim;
  const { end, held } = await holdingLease({ context, effect }, async () => {
    const called = await callOnce({ context, action, effect, resuming });
    const settled = await persistently(() =>
      settleEffect.execute(context, { proposalId, lease: effect.lease, ...called }),
    );
    return { end: called.end, held: settled };
  });
  const effectId = effect.id;
  if (end.status === "again" && held) return heldBy(action, held.until);
  if (end.status === "succeeded") return { status: "succeeded", effectId, receipt: end.receipt };
  if (end.status === "again") return retryLater(end.message, effect.attempts);
  return { status: end.status, effectId, message: end.message };
}

function heldBy({ system }: Outside, until: Date): EffectOutcome {
  return { status: "held", because: "circuit", target: system, until };
}

async function callOnce({ context, action, effect, resuming }: Claimed): Promise<Called> {
  const attempt = { delivery: action.delivery, attempts: effect.attempts, resuming };
  const call = callOf(context, action, effect);
  if (resuming) {
    try {
      const found = await action.find?.(call);
      if (found) return { end: { status: "succeeded", receipt: found }, heard: "nothing" };
    } catch (error) {
      return endOfFailedLook(error, attempt);
    }
    if (action.delivery === "neither") {
      const message = "The worker stopped after it had begun, and left no answer.";
      return { end: { status: "unknown", message }, heard: "nothing" };
    }
  }
  try {
    const receipt = action.output.parse(await action.run(call));
    return { end: { status: "succeeded", receipt }, heard: "answered" };
  } catch (error) {
    const called = endOfError(error, attempt);
    log.warn({ error, effectId: effect.id, end: called.end.status }, "an effect's call failed");
    return called;
  }
}
