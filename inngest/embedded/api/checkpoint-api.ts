import { z } from "zod";
import { parseInput } from "#server/kernel/parse.ts";
import { errorText, failed } from "../outcome.ts";
import type { Runner } from "../runner-state.ts";
import { storable } from "../storable.ts";

const checkpointBody = z.object({
  qi_id: z.string(),
  generation_id: z.number().int(),
  steps: z.array(
    z.looseObject({
      id: z.string(),
      op: z.string(),
      name: z.string().nullish(),
      displayName: z.string().nullish(),
      data: z.unknown().optional(),
    }),
  ),
});

/**
 * Stores steps that finished while their call goes on (`POST /v1/checkpoint/:run/async`).
 * @returns false when the item is not the caller's any more: the SDK then stops
 * @throws AppError invalid for what is not a checkpoint
 */
export async function acceptCheckpoint(runner: Runner, options: { runId: string; body: unknown }): Promise<boolean> {
  const { qi_id: itemId, generation_id: token, steps } = parseInput(checkpointBody, options.body);
  const unknown = steps.find((step) => step.op !== "StepRun");
  if (unknown) {
    const execution = runner.running.get(itemId)?.execution;
    const error = errorText("UnsupportedOperationError", `The embedded runner does not support "${unknown.op}"`);
    if (execution?.item.token === String(token)) await runner.settle.push(failed(execution, error));
    return false;
  }
  return runner.checkpoint.push({
    itemId,
    token: String(token),
    runId: options.runId,
    steps: steps.map((step) => ({
      id: step.id,
      name: storable(step.displayName ?? step.name ?? step.id),
      data: JSON.stringify(step.data ?? null),
    })),
  });
}
