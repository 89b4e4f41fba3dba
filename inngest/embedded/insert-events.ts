import type { Query, Statement } from "./database.ts";
import type { ArrivingEvent } from "./wire-event.ts";

// order and limit keep to the index: `exists` would read the whole table, as most waits share a few names
/** $3: the events. A repeat, by own id or by the sender's, is left out of `arrived`; `unmatched` says that a pause names it. */
export const eventInsertion = (parameter: string) => `arrived as (
    insert into runner.event (id, external_id, name, body, unmatched)
    select e.id, e.external_id, e.name, e.body, coalesce((select true from runner.pause p where p.match_event = e.name order by p.match_key limit 1), false)
    from json_to_recordset(${parameter}::json) as e (id text, external_id text, name text, body text)
    on conflict do nothing returning id, unmatched
  )`;

const insertStatement: Statement = {
  name: "runner_insert_events",
  text: `with ${eventInsertion("$1")} select id, unmatched from arrived`,
};

/** The JSON parameter of `eventInsertion`. */
export function eventParameter(events: ArrivingEvent[]): string {
  return JSON.stringify(
    events.map(({ id, externalId, event, body }) => ({ id, external_id: externalId, name: event.name, body })),
  );
}

/** Inserts events. @returns for each that is new, whether some pause waits for its name */
export async function insertEvents(
  query: Query,
  events: ArrivingEvent[],
): Promise<Map<string, { unmatched: boolean }>> {
  if (events.length === 0) return new Map();
  const rows = await query<{ id: string; unmatched: boolean }>(insertStatement, [eventParameter(events)]);
  return new Map(rows.map((row) => [row.id, { unmatched: row.unmatched }]));
}
