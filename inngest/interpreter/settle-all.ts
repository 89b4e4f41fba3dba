import { noteRun, noteWait, noteWaitEnd } from "#server/domains/run/index.ts";
import type { Place, Plain } from "#server/workflows/interpreter/index.ts";
import { type Settled, settleProposal } from "../functions/settle-proposal.ts";
import { failureMessage } from "../steps/failure-message.ts";
import { runnerStep, takeNotes, untilResumed, type Walk } from "./checkpoint.ts";
import { noteFailure } from "./note-failure.ts";

/** Brings proposals to their end side by side; the run waits where the operator is asked. */
export async function settleAll(
  walk: Walk,
  place: Place,
  proposals: readonly { proposalId: string; status: string }[],
  told: (settled: Settled[]) => { key: string; input?: Plain; output: Plain } | null,
): Promise<Settled[]> {
  const { context, runId, workspaceId, step } = walk.scope;
  const { path, title, clocks } = place;
  const round = walk.taken.tries;
  // a run in shadow asks nobody
  const asked = walk.taken.shadow ? 0 : proposals.filter((proposal) => proposal.status === "pending").length;
  if (asked > 0) {
    const entries = takeNotes(walk, place.lane);
    const forWhat = asked === 1 ? "Waits for your decision" : `Waits for your decision on ${asked} proposals`;
    const wait = { runId, step: path, round, forWhat, decisions: asked, clocks: [...clocks], entries };
    await runnerStep(walk, `${path}:wait`, () => noteWait.execute(context, wait));
  }
  let settled: Settled[];
  try {
    walk.steps += proposals.length;
    const ends = proposals.map(({ proposalId }, index) =>
      step.invoke(`${path}:settle:${index}`, { function: settleProposal, data: { workspaceId, runId, proposalId } }),
    );
    // a child's result comes back as JSON, which is all that it is
    settled = (await Promise.all(ends)) as Settled[];
  } catch (error) {
    await noteFailure(walk, place, failureMessage(error));
    throw error;
  }
  const words = told(settled);
  const entry = words && {
    ...{ runId, step: path, key: `${path}:${words.key}`, kind: "step.completed" as const },
    data: { title, input: words.input ?? null, output: words.output },
  };
  const entries = [...takeNotes(walk, place.lane), ...(entry ? [entry] : [])];
  const outcome = settled.map((end) => end.status).join(", ") || "nothing to decide";
  const { paused } =
    asked > 0
      ? await runnerStep(walk, `${path}:resume`, () =>
          noteWaitEnd.execute(context, { runId, step: path, round, outcome, entries }),
        )
      : entries.length > 0
        ? await runnerStep(walk, `${path}:settled`, () => noteRun.execute(context, { entries }))
        : { paused: false };
  if (paused) await untilResumed(walk, path);
  return settled;
}
