import type { Query, Statement } from "./database.ts";

/**
 * Counts finished planned steps down and enqueues the discoveries that are due, for the rows of `needs` ("runId", finished,
 * always); $2 is the time. The run's row lock makes one of several concurrent finishers the last; the item's unique key
 * makes one discovery of several, and one that is under way is told to look again.
 */
export const discoveryInsertion = `counted as (
    update runner.run r set pending = r.pending - n.finished from needs n
    where r.id = n."runId" and r.status in ('queued', 'running')
    returning r.id, r.pending, r.lane, r.keys, r.limits, n.always
  )
  insert into runner.item (run_id, lane, keys, limits, rank)
  select c.id, c.lane, c.keys, c.limits, $2::timestamptz from counted c where c.pending <= 0 or c.always
  on conflict (run_id, step_id) do update set again = true`;

const statement: Statement = {
  name: "runner_enqueue_discoveries",
  text: `with needs as (
    select id as "runId", 0 as finished, true as always from unnest($1::text[]) as id
  ), ${discoveryInsertion}`,
};

/** Enqueues a discovery of each run, whatever is pending. */
export async function enqueueDiscoveries(options: { query: Query; runIds: string[]; now: Date }): Promise<void> {
  if (options.runIds.length > 0) await options.query(statement, [options.runIds, options.now]);
}
