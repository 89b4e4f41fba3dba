import type { RunnerDatabase, Statement } from "./database.ts";
import { eventInsertion, eventParameter } from "./insert-events.ts";
import type { NewRun } from "./new-run.ts";
import { runInput, runInsertion, runParameters } from "./start-runs.ts";
import type { ArrivingEvent } from "./wire-event.ts";

const statement: Statement = {
  name: "runner_accept_events",
  text: `with ${runInput}, ${eventInsertion("$3")}, ${runInsertion("join arrived a on a.id = r.event_id")}
    select a.id as event_id, a.unmatched, q.run_id, q.id as item_id
    from arrived a left join (queued q join runs r on r.id = q.run_id) on r.event_id = a.id`,
};

/** What became of the events: which are new, and the first items of their runs. */
export type Accepted = {
  events: Map<string, { unmatched: boolean }>;
  itemOfRun: Map<string, string>;
};

/** One statement, one commit: events, the runs they start, their first items. A repeated event starts nothing. */
export async function acceptEvents(
  database: RunnerDatabase,
  events: ArrivingEvent[],
  runs: NewRun[],
): Promise<Accepted> {
  const rows = await database.query<{
    event_id: string;
    unmatched: boolean;
    run_id: string | null;
    item_id: string | null;
  }>(statement, [...runParameters(runs), eventParameter(events)]);
  const accepted: Accepted = { events: new Map(), itemOfRun: new Map() };
  for (const row of rows) {
    accepted.events.set(row.event_id, { unmatched: row.unmatched });
    if (row.run_id && row.item_id) accepted.itemOfRun.set(row.run_id, row.item_id);
  }
  return accepted;
}
