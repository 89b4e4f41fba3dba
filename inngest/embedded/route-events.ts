import type { Aftermath } from "./aftermath.ts";
import type { Query } from "./database.ts";
import { admitRun } from "./flow-control/admit-run.ts";
import { triggersOn } from "./function-registry.ts";
import { insertEvents } from "./insert-events.ts";
import type { Runner } from "./runner-state.ts";
import type { ArrivingEvent } from "./wire-event.ts";

/**
 * Inserts events inside a transaction and starts what they start, each function under its flow control.
 * @returns ids of the events that were new
 */
export async function routeEvents(options: {
  runner: Runner;
  query: Query;
  events: ArrivingEvent[];
  now: Date;
  aftermath: Aftermath;
}): Promise<Set<string>> {
  const { runner, query, events, now, aftermath } = options;
  const inserted = await insertEvents(query, events);
  for (const arriving of events) {
    const known = inserted.get(arriving.id);
    if (!known) continue;
    if (known.unmatched) aftermath.events.push(arriving);
    for (const definition of runner.registry.startedBy(arriving.event.name)) {
      if (triggersOn(definition, arriving.event)) await admitRun({ query, definition, arriving, now, aftermath });
    }
  }
  return new Set(inserted.keys());
}
