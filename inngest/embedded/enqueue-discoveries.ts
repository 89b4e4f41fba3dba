import type { Query, Statement } from "./database.ts";

/** A run in which something finished: `finished` planned steps; `always` asks for a discovery while others are pending. */
export type DiscoveryNeed = { runId: string; finished: number; always: boolean };

// the run's row lock makes one of several concurrent finishers the last; the item's unique key makes one discovery of several
const statement: Statement = {
  name: "runner_enqueue_discoveries",
  text: `with needs as materialized (
    select * from json_to_recordset($1::json) as n ("runId" text, finished integer, always boolean)
  ), counted as (
    update runner.run r set pending = r.pending - n.finished from needs n
    where r.id = n."runId" and r.status in ('queued', 'running')
    returning r.id, r.pending, r.lane, r.keys, r.limits, n.always
  )
  insert into runner.item (run_id, lane, keys, limits, rank)
  select c.id, c.lane, c.keys, c.limits, $2::timestamptz from counted c where c.pending <= 0 or c.always
  on conflict (run_id, step_id) do update set again = true`,
};

/** Counts finished steps down and enqueues the discoveries that are due; one that is under way is told to look again. */
export async function enqueueDiscoveries(options: { query: Query; needs: DiscoveryNeed[]; now: Date }): Promise<void> {
  if (options.needs.length === 0) return;
  await options.query(statement, [JSON.stringify(options.needs), options.now]);
}
