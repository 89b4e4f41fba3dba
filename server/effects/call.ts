import type { ActionCall } from "#server/actions/contract.ts";
import type { AnyAction } from "#server/actions/registry.ts";
import type { Context } from "#server/kernel/context.ts";
import { parseInput } from "#server/kernel/parse.ts";
import type { EffectRecord } from "./locked-effect.ts";

/** What an action gets for an effect: the input as its schema gives it, the key, and a context that names the run. */
export function callOf(
  context: Context,
  action: AnyAction,
  effect: Pick<EffectRecord, "id" | "runId" | "input" | "idempotencyKey">,
  // biome-ignore lint/suspicious/noExplicitAny: the registry's input, parsed here by the action's own schema
): ActionCall<any> {
  return {
    context: { ...context, runId: effect.runId },
    input: parseInput(action.input, effect.input),
    key: effect.idempotencyKey,
    effectId: effect.id,
  };
}
