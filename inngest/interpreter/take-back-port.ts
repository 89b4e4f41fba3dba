import { takeBackRun } from "#server/effects/index.ts";
import type { Place, Plain, Result } from "#server/workflows/interpreter/index.ts";
import { compensateRun } from "../functions/compensate-run.ts";
import { failureMessage } from "../steps/failure-message.ts";
import { checkpoint, type Walk } from "./checkpoint.ts";
import { noteFailure } from "./note-failure.ts";
import { beginWait, endWait } from "./wait-ports.ts";

type Came = { compensation: string | null; reversed?: number; standing?: number };

/** Has what another run did taken back, and waits until that has come to its end: the operator may have to decide. */
export async function takeBackPort(
  walk: Walk,
  place: Place,
  { runId, because }: { runId: string; because: string },
): Promise<Result> {
  const { context, workspaceId, step } = walk.scope;
  const eventId = walk.taken.facts.event.id;
  const input = { run: runId, because };
  const { round, title } = await checkpoint(walk, place, {
    part: "begin",
    work: () => takeBackRun.execute(context, { runId, because, eventId }),
  });
  await beginWait(walk, place, { forWhat: `Waits until it is taken back: ${title}`.slice(0, 300) });
  let came: Came = { compensation: null };
  if (round !== null) {
    try {
      walk.steps += 1;
      const data = { workspaceId, runId, because };
      came = await step.invoke(place.path, { function: compensateRun, data });
    } catch (error) {
      await noteFailure(walk, place, failureMessage(error));
      throw error;
    }
  }
  const { compensation, reversed = 0, standing = 0 } = came;
  const output: Plain = { compensation: compensation ?? "done", reversed, standing };
  const outcome = output.compensation === "done" ? "It is taken back" : "It is taken back in part";
  return endWait(walk, place, { outcome, input, output });
}
