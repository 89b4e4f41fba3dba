import { noteRun } from "#server/domains/run/index.ts";
import type { Place } from "#server/workflows/interpreter/index.ts";
import { runnerStep, takeNotes, type Walk } from "./checkpoint.ts";

/** Writes down that a step failed for good outside of a checkpoint of its own. */
export async function noteFailure(walk: Walk, place: Place, message: string): Promise<void> {
  const { context, runId } = walk.scope;
  const { path, title, lane } = place;
  const key = `${path}:${walk.taken.tries}:failed`;
  const entry = {
    runId,
    step: path,
    key,
    kind: "step.failed" as const,
    data: { title, error: message, code: "precondition" },
  };
  const entries = [...takeNotes(walk, lane), entry];
  await runnerStep(walk, `${path}:failed`, () => noteRun.execute(context, { entries }));
}
