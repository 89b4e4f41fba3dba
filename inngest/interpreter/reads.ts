import { effectsStillStand, readDoneInRun } from "#server/domains/run/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { readNamed } from "#server/reads/read-named.ts";
import type { Plain } from "#server/workflows/interpreter/index.ts";

/**
 * Answers a look-up of a run by its name, as JSON.
 * @throws AppError precondition for a name that there is none of, or an input that does not fit; not_found
 */
export function readInRun(
  { context, runId }: { context: Context; runId: string },
  name: string,
  input: Record<string, Plain>,
): Promise<Plain> {
  const doneSoFar = () => readDoneInRun.execute(context, { runId });
  const stillStands = () => effectsStillStand.execute(context, { runId });
  return readNamed({ context, doneSoFar, stillStands }, name, input);
}
