import { findAction } from "#server/actions/registry.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { callOutside } from "./call-outside.ts";
import { commitOwn } from "./commit-own.ts";
import { intendEffect } from "./intend-effect.ts";
import type { EffectOutcome } from "./outcome.ts";

/**
 * Executes an approved proposal exactly once, however often and from wherever it is called: intent → call → receipt.
 * @throws AppError unavailable when the caller should retry (with `retryAfterSeconds`): nothing happened yet, or another
 * worker is at it; not_found
 */
export async function executeEffect(request: { context: Context; proposalId: string }): Promise<EffectOutcome> {
  const { context, proposalId } = request;
  const intent = await intendEffect.execute(context, { proposalId });
  if (intent.status !== "intended") return intent;
  const action = findAction(intent.action);
  if (!action) throw new AppError("internal", `There is no action named ${intent.action}`);
  return action.where === "own" ? commitOwn({ context, proposalId }) : callOutside({ context, proposalId, action });
}
