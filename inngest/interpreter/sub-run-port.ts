import { noteExposure, standingOfRun, startSubRun } from "#server/domains/run/index.ts";
import type { Place, Plain, Result } from "#server/workflows/interpreter/index.ts";
import { runEnded } from "../events.ts";
import { waitAndLookAgain } from "../steps/wait-and-look-again.ts";
import { checkpoint, runnerStep, type Walk } from "./checkpoint.ts";
import { noteFailure } from "./note-failure.ts";
import { beginWait, endWait } from "./wait-ports.ts";

/** The longest that a server keeps a wait; a run that lasts longer is waited for once more. */
const oneWait = "300d";
const mostWaits = 10;

/** Starts a run of another workflow, and waits for its end where the step says so. */
export async function subRunPort(
  walk: Walk,
  place: Place,
  request: { workflow: string; input: Record<string, Plain>; wait: boolean },
): Promise<Result> {
  const { context, runId: parentId, workspaceId } = walk.scope;
  const { path } = place;
  const { workflow, input, wait } = request;
  const said = { workflow, ...input };
  type Started = Awaited<ReturnType<typeof startSubRun.execute>>;
  const { runId, name } = await checkpoint(walk, place, {
    part: "start",
    ...(wait
      ? {}
      : { completed: (started: Started) => ({ input: said, output: { runId: started.runId, status: "queued" } }) }),
    work: () => startSubRun.execute(context, { parentId, path, workflow, input }),
  });
  if (!wait) return { output: { runId, status: "queued" } };
  await beginWait(walk, place, { forWhat: `Waits for ${name}` });
  for (let round = 0; round < mostWaits; round += 1) {
    walk.steps += 2;
    const woken = await waitAndLookAgain(walk.scope.step, {
      id: round === 0 ? path : `${path}:again:${round}`,
      event: runEnded,
      match: { field: "runId", value: runId },
      timeout: oneWait,
      happened: async () => (await standingOfRun.execute(context, { runId })).over,
      wakeUp: { workspaceId, runId, status: "" },
    });
    if (woken) break;
  }
  const { status, summary, answer } = await runnerStep(walk, `${path}:result`, async () => {
    const standing = await standingOfRun.execute(context, { runId });
    // what it tells was made of all that it came in touch with
    await noteExposure.execute(context, { runId: parentId, taint: standing.taint });
    return standing;
  });
  const output: Plain = { runId, status, summary, answer: answer as Plain };
  const outcome = (summary ?? status).slice(0, 300);
  if (status === "succeeded") return endWait(walk, place, { outcome, input: said, output });
  const why = `${name} ${status === "cancelled" ? "was cancelled" : "failed"}: ${summary ?? "no reason is known"}`;
  await noteFailure(walk, place, why.slice(0, 1_000));
  return { output, failed: why };
}
