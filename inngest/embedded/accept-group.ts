import { acceptEvents } from "./accept-events-statement.ts";
import { afterCommit, matchSoon, noAftermath } from "./aftermath.ts";
import type { Execution } from "./execution.ts";
import { hasFlowControl } from "./function-definition.ts";
import { triggersOn } from "./function-registry.ts";
import { launch } from "./launch.ts";
import { type NewRun, newRun } from "./new-run.ts";
import { routeEvents } from "./route-events.ts";
import type { Runner } from "./runner-state.ts";
import type { ArrivingEvent } from "./wire-event.ts";

function plainRuns(runner: Runner, arriving: ArrivingEvent, now: Date): NewRun[] {
  return runner.registry
    .startedBy(arriving.event.name)
    .filter((definition) => triggersOn(definition, arriving.event))
    .map((definition) => newRun({ definition, events: [arriving], now }));
}

/** Marks runs whose first item this process takes at once; items under a concurrency limit go through a claim. */
function reserve(runner: Runner, runs: NewRun[]): number {
  let free = runner.active ? runner.settings.capacity - runner.running.size - runner.reserved : 0;
  let reserved = 0;
  for (const run of runs) {
    if (free <= 0 || run.keys) continue;
    run.worker_id = runner.workerId;
    free -= 1;
    reserved += 1;
  }
  return reserved;
}

function executionOf(run: NewRun, itemId: string, arriving: ArrivingEvent): Execution {
  return {
    item: { id: itemId, token: "1", stepId: "", attempt: 0, takeovers: 0 },
    run: { id: run.id, functionId: run.function_id, hasParent: false, pending: 0 },
    events: [arriving.event],
    memos: [],
  };
}

async function acceptPlain(runner: Runner, events: ArrivingEvent[], now: Date): Promise<boolean[]> {
  const eventOfId = new Map(events.map((arriving) => [arriving.id, arriving]));
  const runs = events.flatMap((arriving) => plainRuns(runner, arriving, now));
  const reserved = reserve(runner, runs);
  runner.reserved += reserved;
  try {
    const accepted = await acceptEvents(runner.database, events, runs);
    for (const run of runs) {
      const itemId = accepted.itemOfRun.get(run.id);
      const arriving = eventOfId.get(run.event_id);
      if (itemId && arriving && run.worker_id) launch(runner, executionOf(run, itemId, arriving));
      for (const pause of run.pauses) if (pause.due_at) runner.wakeTimersAt(new Date(pause.due_at));
    }
    if (runs.some((run) => !run.worker_id)) runner.wakeClaims();
    matchSoon(
      runner,
      events.filter((arriving) => accepted.events.get(arriving.id)?.unmatched),
    );
    return events.map((arriving) => accepted.events.has(arriving.id));
  } finally {
    runner.reserved -= reserved;
  }
}

async function acceptControlled(runner: Runner, events: ArrivingEvent[], now: Date): Promise<boolean[]> {
  const { inserted, aftermath } = await runner.database.transaction(async (query) => {
    const collected = noAftermath();
    return { inserted: await routeEvents({ runner, query, events, now, aftermath: collected }), aftermath: collected };
  });
  afterCommit(runner, aftermath);
  return events.map((arriving) => inserted.has(arriving.id));
}

/**
 * Stores a group of events with everything they start, and takes up the runs at once where there is room.
 * @returns per event whether it was new
 */
export async function acceptGroup(runner: Runner, events: ArrivingEvent[]): Promise<boolean[]> {
  const now = runner.clock.now();
  const controlled = (arriving: ArrivingEvent) =>
    runner.registry.startedBy(arriving.event.name).some((definition) => hasFlowControl(definition));
  runner.arrivedMeanwhile?.push(...events);
  const ids = new Set(events.map((arriving) => arriving.id));
  if (ids.size === events.length && !events.some(controlled)) return acceptPlain(runner, events, now);
  return acceptControlled(runner, events, now);
}
