import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { commitEffect, failEffect } from "./commit-effect.ts";
import { type EffectOutcome, mostAttempts, outcomeOf, retryLater } from "./outcome.ts";

/**
 * Carries out an intended action on our own records. When its transaction fails nothing has happened: a refusal is final,
 * a fault is tried again, a bounded number of times.
 * @throws AppError unavailable
 */
export async function commitOwn(request: { context: Context; proposalId: string }): Promise<EffectOutcome> {
  const { context, proposalId } = request;
  try {
    const effect = await commitEffect.execute(context, { proposalId });
    return outcomeOf(effect) ?? retryLater("It is being carried out", effect.attempts);
  } catch (error) {
    const final = error instanceof AppError && error.code !== "unavailable" && error.code !== "internal";
    const message = error instanceof AppError ? error.message : "A fault on our side kept it from being done";
    const effect = await failEffect.execute(context, { proposalId, message, final, mostAttempts });
    return outcomeOf(effect) ?? retryLater(message, effect.attempts, error);
  }
}
