import type { Aftermath } from "./aftermath.ts";
import type { Query } from "./database.ts";
import type { EndedRun } from "./end-runs.ts";
import { loadEvents } from "./load-executions.ts";
import type { RunEnd } from "./receipt.ts";
import { routeEvents } from "./route-events.ts";
import type { Runner } from "./runner-state.ts";
import { createUlid } from "./ulid.ts";
import { type ArrivingEvent, arrivingEvent } from "./wire-event.ts";

/** The names of the events that tell about the end of a run. */
export const endEventNames = {
  failed: "inngest/function.failed",
  finished: "inngest/function.finished",
  cancelled: "inngest/function.cancelled",
} as const;

type EndEventName = (typeof endEventNames)[keyof typeof endEventNames];

/** The events that an end sends: failed and cancelled always; finished, for either result, where a function listens. */
function namesFor(runner: Runner, status: RunEnd["status"]): EndEventName[] {
  if (status === "cancelled") return [endEventNames.cancelled];
  const finished = runner.registry.startedBy(endEventNames.finished).length > 0 ? [endEventNames.finished] : [];
  return status === "failed" ? [endEventNames.failed, ...finished] : finished;
}

/** Whether the end of a completed run has to be told to functions. */
export function completionIsListenedTo(runner: Runner): boolean {
  return namesFor(runner, "completed").length > 0;
}

/** What an end event carries. */
function endEvent(options: { name: EndEventName; run: EndedRun; events: unknown[]; now: Date }): ArrivingEvent {
  const { name, run, events, now } = options;
  const output: unknown = JSON.parse(run.output);
  const data = {
    function_id: run.function_id,
    run_id: run.id,
    event: events[0],
    events,
    ...(run.status === "completed"
      ? { result: output }
      : { error: run.status === "failed" ? output : { error: "function cancelled" } }),
  };
  return arrivingEvent({
    id: createUlid(now.getTime()),
    sent: { id: run.id, name, data },
    now,
    externalId: `${name} ${run.id}`,
  });
}

/** Sends, in the transaction of the ends, the events that tell about them; an `onFailure` handler starts from these. */
export async function announceEnds(options: {
  runner: Runner;
  query: Query;
  ended: EndedRun[];
  now: Date;
  aftermath: Aftermath;
}): Promise<void> {
  const { runner, query, ended, now } = options;
  const told = ended.filter((run) => namesFor(runner, run.status).length > 0);
  if (told.length === 0) return;
  const bodies = await loadEvents(
    { query },
    told.flatMap((run) => run.event_ids),
  );
  const events = told.flatMap((run) => {
    const own = run.event_ids.flatMap((id) => bodies.get(id) ?? []);
    return namesFor(runner, run.status).map((name) => endEvent({ name, run, events: own, now }));
  });
  await routeEvents({ ...options, events });
}
