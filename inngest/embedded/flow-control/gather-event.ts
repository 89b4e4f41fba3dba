import type { Query, Statement } from "../database.ts";
import { keyOf } from "../expression.ts";
import type { FunctionDefinition } from "../function-definition.ts";
import { loadEvents } from "../load-executions.ts";
import type { ArrivingEvent } from "../wire-event.ts";

type Gathered = {
  /** when the gathered events start their run, if nothing more happens */
  dueAt?: Date;
  /** the events of a run that starts now, because the batch is full */
  full?: [ArrivingEvent, ...ArrivingEvent[]];
};

const debounceStatement: Statement = {
  name: "runner_debounce",
  text: `insert into runner.gather as g (function_id, key, event_ids, first_at, due_at)
    values ($1, $2, array[$3], $4, $5)
    on conflict (function_id, key) do update
      set event_ids = excluded.event_ids,
          due_at = least(excluded.due_at, coalesce(g.first_at + $6::double precision * interval '1 millisecond', excluded.due_at))
    returning due_at, event_ids`,
};

const batchStatement: Statement = {
  name: "runner_batch",
  text: `insert into runner.gather as g (function_id, key, event_ids, first_at, due_at)
    values ($1, $2, array[$3], $4, $5)
    on conflict (function_id, key) do update set event_ids = g.event_ids || excluded.event_ids
    returning due_at, event_ids`,
};

const removeStatement: Statement = {
  name: "runner_gather_remove",
  text: "delete from runner.gather where function_id = $1 and key = $2",
};

/** Adds an event to what a function gathers: for a debounce the newest replaces the others, for a batch it joins them. */
export async function gatherEvent(options: {
  query: Query;
  definition: FunctionDefinition;
  arriving: ArrivingEvent;
  now: Date;
}): Promise<Gathered> {
  const { query, definition, arriving, now } = options;
  const { batch, debounce } = definition;
  const scope = { event: arriving.event };
  const key = keyOf(debounce ? debounce.key : batch?.key, scope);
  const due = new Date(now.getTime() + (debounce?.period ?? batch?.timeout ?? 0));
  const values: unknown[] = [definition.id, key, arriving.id, now, due];
  const [row] = debounce
    ? await query<{ due_at: Date; event_ids: string[] }>(debounceStatement, [...values, debounce.timeout ?? null])
    : await query<{ due_at: Date; event_ids: string[] }>(batchStatement, values);
  if (debounce || !row || row.event_ids.length < (batch?.maximumSize ?? 1)) return { dueAt: row?.due_at };
  await query(removeStatement, [definition.id, key]);
  const events = await gatheredEvents(query, row.event_ids);
  return events ? { full: events } : {};
}

/** The gathered events, oldest first. */
export async function gatheredEvents(query: Query, ids: string[]): Promise<[ArrivingEvent, ...ArrivingEvent[]] | null> {
  const events = await loadEvents({ query }, ids);
  const [first, ...rest] = ids.flatMap((id) => {
    const event = events.get(id);
    return event ? [{ id, externalId: null, event, body: "" }] : [];
  });
  return first ? [first, ...rest] : null;
}
