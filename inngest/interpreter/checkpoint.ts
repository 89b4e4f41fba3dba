import {
  isPausedNow,
  noteRun,
  noteStepFailure,
  type RunEntryFacts,
  standingOfRun,
  type TakenUp,
} from "#server/domains/run/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { log } from "#server/kernel/log.ts";
import type { Place, Plain } from "#server/workflows/interpreter/index.ts";
import { runResumed } from "../events.ts";
import { failureMessage } from "../steps/failure-message.ts";
import type { RunScope } from "../steps/run-scope.ts";
import { waitAndLookAgain } from "../steps/wait-and-look-again.ts";
import { runnerError, within } from "./tries.ts";

/** One function run's walk through a definition. */
export type Walk = {
  scope: RunScope;
  taken: TakenUp;
  /** what is to be written down with the next step of the same lane: notes of steps that call nothing */
  notes: { lane: string; entry: RunEntryFacts }[];
  /** steps of the runner so far: one function run may only take so many */
  steps: number;
  /** when this process last saw that the run is not paused; milliseconds of `performance.now()` */
  lookedAt: number;
};

/** A look this young stands for another one: the end of the step before, in the same call of the function. Milliseconds. */
const freshLook = 20;

/** Keeps what was just read of the run. */
export function keepLook<T extends { paused: boolean }>(walk: Walk, read: T): T {
  walk.lookedAt = read.paused ? Number.NEGATIVE_INFINITY : performance.now();
  return read;
}

/** Whether the run is paused, before a step begins. What it answers is part of the step's result, so a replay goes the same way. */
async function mayNotBegin(walk: Walk): Promise<boolean> {
  if (performance.now() - walk.lookedAt < freshLook) return false;
  const { context, runId } = walk.scope;
  return keepLook(walk, { paused: await isPausedNow(context, runId) }).paused;
}

/** How long a paused run waits before it looks again by itself. */
const lookAgainAfter = "7d";

/** The notes that belong before a step: of its lane, and of lanes that have come together in it. */
export function takeNotes(walk: Walk, lane: string): RunEntryFacts[] {
  const mine = walk.notes.filter((note) => note.lane.startsWith(lane));
  walk.notes = walk.notes.filter((note) => !note.lane.startsWith(lane));
  return mine.map((note) => note.entry);
}

/** A step of the runner, counted. */
export function runnerStep<T>(walk: Walk, id: string, work: () => Promise<T>): Promise<T> {
  walk.steps += 1;
  // the SDK types a checkpointed value as its JSON form; steps return JSON only
  return walk.scope.step.run(id, work) as Promise<T>;
}

/** Waits until a paused run may go on. The row is the authority; the event is only a wake-up. */
export async function untilResumed(walk: Walk, id: string): Promise<void> {
  const { scope } = walk;
  const { context, runId, workspaceId } = scope;
  for (let round = 0; ; round += 1) {
    walk.steps += 2;
    await waitAndLookAgain(scope.step, {
      id: `${id}:paused:${round}`,
      event: runResumed,
      match: { field: "runId", value: runId },
      timeout: lookAgainAfter,
      happened: async () => !(await standingOfRun.execute(context, { runId })).paused,
      wakeUp: { workspaceId, runId },
    });
    const { paused } = await runnerStep(walk, `${id}:paused:${round}:look`, () =>
      standingOfRun.execute(context, { runId }),
    );
    if (!paused) return;
  }
}

type Checkpoint<T> = {
  /** tells the runner's steps of one place apart; the step itself without it */
  part?: string;
  /** what the log says of the step when this is done: nothing without it */
  completed?: (value: T) => { input?: Plain; output: Plain; partial?: boolean; key?: string };
  work: () => Promise<T>;
};

/** What a checkpointed step came to; `held` where it did not begin because the run is paused. */
type Checked<T> = { held: true } | { held?: never; value: T | null; paused: boolean };

/**
 * One checkpointed step of a place. What it came to stands in the run's log; a failure does too, with how often it failed,
 * and is tried again as the step's definition says. Of a paused run nothing begins, not even another try. `work` must be idempotent: after a crash between it and its checkpoint
 * it runs again.
 */
export async function checkpoint<T>(
  walk: Walk,
  place: Place,
  { part, completed, work: act }: Checkpoint<T>,
): Promise<T> {
  const { context, runId, attempt } = walk.scope;
  const { path, title } = place;
  const id = part ? `${path}:${part}` : path;
  const notes = takeNotes(walk, place.lane);
  const work = async (): Promise<Checked<T>> => {
    const began = performance.now();
    try {
      if (await mayNotBegin(walk)) return { held: true };
      const result = await within(place.timeout, act);
      const entries = [...notes];
      const told = completed?.(result);
      if (told) {
        const { key = "completed", ...more } = told;
        const facts = { runId, step: path, attempt, durationMs: performance.now() - began };
        entries.push({ ...facts, key: `${path}:${key}`, kind: "step.completed", data: { title, ...more } });
      }
      const noted =
        entries.length > 0 ? keepLook(walk, await noteRun.execute(context, { entries })) : { paused: false };
      return { value: result ?? null, paused: noted.paused };
    } catch (error) {
      log.warn({ runId, step: id, attempt, error }, "a step failed");
      const failure = { error: failureMessage(error), code: error instanceof AppError ? error.code : null };
      const durationMs = performance.now() - began;
      const facts = {
        runId,
        step: path,
        id,
        tries: walk.taken.tries,
        durationMs,
        data: { title, ...failure },
        entries: notes,
      };
      const failures = await noteStepFailure.execute(context, facts).catch((cause: unknown) => {
        log.warn({ runId, error: cause }, "a failed step could not be noted");
        return attempt + 1;
      });
      throw runnerError(place, error, failures);
    }
  };
  for (let round = 0; ; round += 1) {
    // a step that was held is done under another id once the run goes on: the runner keeps what each id came to
    const own = round === 0 ? id : `${id}:again:${round}`;
    const checked = await runnerStep(walk, own, work);
    if (checked.held || checked.paused) await untilResumed(walk, own);
    if (!checked.held) return checked.value as T;
  }
}
