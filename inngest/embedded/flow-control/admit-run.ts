import type { Aftermath } from "../aftermath.ts";
import type { Query } from "../database.ts";
import { endRunRows } from "../end-runs.ts";
import { keyOf } from "../expression.ts";
import type { FunctionDefinition } from "../function-definition.ts";
import { newRun } from "../new-run.ts";
import { startRuns } from "../start-runs.ts";
import type { ArrivingEvent } from "../wire-event.ts";
import { gatherEvent } from "./gather-event.ts";
import { firstUse } from "./idempotency.ts";
import { underRateLimit } from "./rate-limit.ts";
import { singletonKey } from "./singleton.ts";
import { throttledStart } from "./throttle.ts";

type Admission = {
  query: Query;
  definition: FunctionDefinition;
  arriving: ArrivingEvent;
  now: Date;
  aftermath: Aftermath;
};

/**
 * Starts the run that an event asks for, unless the function's flow control skips, gathers or delays it. Order: idempotency,
 * rate limit, debounce or batch, singleton, throttle.
 */
export async function admitRun(options: Admission): Promise<void> {
  const { query, definition, arriving, now, aftermath } = options;
  const scope = { event: arriving.event };
  if (definition.idempotency) {
    const key = keyOf(definition.idempotency, scope);
    if (!(await firstUse({ query, functionId: definition.id, key, now }))) return;
  }
  if (!(await underRateLimit({ query, definition, scope, now }))) return;
  const batch = definition.batch;
  const isBatched = batch && (!batch.condition || batch.condition.evaluate(scope) === true);
  if (definition.debounce || isBatched) {
    const gathered = await gatherEvent({ query, definition, arriving, now });
    if (gathered.dueAt) aftermath.dueAt.push(gathered.dueAt);
    if (gathered.full) await startAdmitted({ query, definition, events: gathered.full, now, aftermath });
    return;
  }
  await startAdmitted({ query, definition, events: [arriving], now, aftermath });
}

/** Starts a run that has passed its function's filters; singleton and throttle still apply. */
export async function startAdmitted(options: {
  query: Query;
  definition: FunctionDefinition;
  events: [ArrivingEvent, ...ArrivingEvent[]];
  now: Date;
  aftermath: Aftermath;
}): Promise<void> {
  const { query, definition, events, now, aftermath } = options;
  const scope = { event: events[0].event };
  const singleton = await singletonKey({ query, definition, scope });
  if (singleton?.skip) return;
  if (singleton?.cancelRunId) {
    await endRunRows({ query, ends: [{ runId: singleton.cancelRunId, status: "cancelled", output: "null" }], now });
  }
  const startAt = await throttledStart({ query, definition, scope, now });
  const run = newRun({ definition, events, now, startAt, singletonKey: singleton?.key });
  await startRuns(query, [run]);
  for (const pause of run.pauses) if (pause.due_at) aftermath.dueAt.push(new Date(pause.due_at));
}
