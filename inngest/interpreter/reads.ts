import { effectsStillStand, noteRead, readDoneInRun } from "#server/domains/run/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { exposureOfRead } from "#server/reads/exposure-of-read.ts";
import { readNamed } from "#server/reads/read-named.ts";
import type { Plain } from "#server/workflows/interpreter/index.ts";

/**
 * Answers a look-up of a run by its name, as JSON. What it tells is noted of the run before anything can be made of it.
 * @throws AppError precondition for a name that there is none of, or an input that does not fit; not_found
 */
export async function readInRun(
  { context, runId }: { context: Context; runId: string },
  name: string,
  input: Record<string, Plain>,
): Promise<Plain> {
  const doneSoFar = () => readDoneInRun.execute(context, { runId });
  const stillStands = () => effectsStillStand.execute(context, { runId });
  const told = await readNamed({ context, doneSoFar, stillStands }, name, input);
  await noteRead.execute(context, { runId, ...exposureOfRead(name, told) });
  return told;
}
