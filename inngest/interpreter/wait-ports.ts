import { invoiceToRemind } from "#server/domains/invoice/index.ts";
import { type BegunWait, eventSince, noteExposure, noteWait, noteWaitEnd } from "#server/domains/run/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { isId } from "#server/kernel/ids.ts";
import type { Place, Plain, Result, WaitForRequest } from "#server/workflows/interpreter/index.ts";
import { durationMilliseconds } from "../embedded/duration.ts";
import { eventNormalised, invoiceSettled } from "../events.ts";
import { waitAndLookAgain } from "../steps/wait-and-look-again.ts";
import { checkpoint, keepLook, runnerStep, takeNotes, untilResumed, type Walk } from "./checkpoint.ts";
import { lengthWords } from "./length-words.ts";

/** The run waits, and says for what. A step that is tried again has begun to wait when it first did, and ends then too. */
export function beginWait(
  walk: Walk,
  place: Place,
  wait: { forWhat: string; until?: Date; lasts?: string; clocks?: readonly string[] },
): Promise<BegunWait> {
  const { context, runId } = walk.scope;
  const { path, lane } = place;
  const entries = takeNotes(walk, lane);
  const { clocks = [], lasts, ...what } = wait;
  const most = lasts === undefined ? null : durationMilliseconds(lasts);
  const facts = { runId, step: path, round: walk.taken.tries, ...what, lasts: most, clocks: [...clocks], entries };
  return runnerStep(walk, `${path}:wait`, () => noteWait.execute(context, facts));
}

/** The end that a wait was written down with, as the runner takes it; the length itself where it is not known. */
export const endOf = ({ ends }: BegunWait, length: string): Date | string => (ends ? new Date(ends) : length);

/** The run goes on, and the step is done. */
export async function endWait(
  walk: Walk,
  place: Place,
  end: { outcome: string; input?: Plain; output: Plain },
): Promise<Result> {
  const { context, runId } = walk.scope;
  const { path, title } = place;
  const { outcome, input = null, output } = end;
  const entry = { runId, step: path, key: `${path}:completed`, kind: "step.completed", data: { title, input, output } };
  const facts = { runId, step: path, round: walk.taken.tries, outcome, entries: [entry] };
  const { paused } = await runnerStep(walk, `${path}:resume`, async () =>
    keepLook(walk, await noteWaitEnd.execute(context, facts)),
  );
  if (paused) await untilResumed(walk, path);
  return { output };
}

/** Waits for a length of time, or until a time. */
export async function waitPort(
  walk: Walk,
  place: Place,
  request: { length: string } | { until: string },
): Promise<Result> {
  const { step } = walk.scope;
  walk.steps += 1;
  if ("until" in request) {
    const until = new Date(request.until);
    const day = `${request.until.slice(0, 16).replace("T", " ")} UTC`;
    const { ends } = await beginWait(walk, place, { forWhat: `Waits until ${day}`, until });
    await step.sleepUntil(place.path, ends ? new Date(ends) : until);
  } else {
    const { length } = request;
    const { ends } = await beginWait(walk, place, { forWhat: `Waits ${lengthWords(length)}`, lasts: length });
    if (ends) await step.sleepUntil(place.path, new Date(ends));
    else await step.sleep(place.path, length);
  }
  return endWait(walk, place, { outcome: "the time has come", input: request, output: { waited: true } });
}

const typeText = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;

function waitingFor(walk: Walk, request: WaitForRequest, since: string) {
  const { context, workspaceId } = walk.scope;
  const { event: type, about } = request;
  if (type === "invoice.settled") {
    return {
      event: invoiceSettled,
      match: { field: "invoiceId", value: about.id },
      happened: async () => (await invoiceToRemind.execute(context, { invoiceId: about.id })).settled,
      wakeUp: { workspaceId, invoiceId: about.id },
    };
  }
  return {
    event: eventNormalised,
    match: { field: `${about.kind}Id`, value: about.id },
    type,
    happened: () => eventSince.execute(context, { type, about, since }),
  };
}

const words: Readonly<Record<string, { waits: string; came: string; didNot: string }>> = {
  "invoice.settled": { waits: "the payment", came: "The invoice was settled", didNot: "No payment came" },
};

/** Waits for something to happen to a record, at most so long. */
export async function waitForPort(walk: Walk, place: Place, request: WaitForRequest): Promise<Result> {
  const { event, about, timeout } = request;
  if (!typeText.test(event) || !isId(about.id) || !["contact", "invoice"].includes(about.kind)) {
    return checkpoint(walk, place, {
      part: "check",
      work: () => {
        throw new AppError("precondition", `Nobody can wait for ${event} of ${about.kind}:${about.id}`);
      },
    });
  }
  const { waits, came, didNot } = words[event] ?? {
    waits: `“${event}”`,
    came: "It happened",
    didNot: "It did not happen in time",
  };
  const forWhat = `Waits up to ${lengthWords(timeout)} for ${waits}`;
  const begun = await beginWait(walk, place, { forWhat, lasts: timeout });
  walk.steps += 2;
  const arrived = await waitAndLookAgain(walk.scope.step, {
    id: place.path,
    timeout: endOf(begun, timeout),
    ...waitingFor(walk, request, begun.since),
  });
  // from here on the run goes the way that somebody outside chose
  if (arrived && event !== "invoice.settled") {
    const { context, runId } = walk.scope;
    await runnerStep(walk, `${place.path}:label`, () => noteExposure.execute(context, { runId, taint: "outside" }));
  }
  return endWait(walk, place, { outcome: arrived ? came : didNot, input: request, output: { arrived } });
}
