import type { Query, Statement } from "./database.ts";
import type { NewRun } from "./new-run.ts";

/** The rows of $1 (runs) and $2 (pauses), as every statement that starts runs reads them. */
export const runInput = `runs as materialized (
    select * from json_to_recordset($1::json) as r (
      id text, function_id text, event_id text, event_ids text[], lane text, keys text[], limits integer[], rank timestamptz,
      singleton_key text, parent_run_id text, parent_step_id text, ready boolean, worker_id text, created_at timestamptz)
  ), pauses as materialized (
    select * from json_to_recordset($2::json) as p (
      run_id text, step_id text, kind text, attempt integer, due_at timestamptz,
      match_event text, match_key text, match_if text, child_run_id text)
  )`;

/** Inserts the runs that `chosen` names, their first items and pauses; needs `runInput` before it. */
export const runInsertion = (chosen: string) => `started as (
    insert into runner.run (id, function_id, status, event_ids, lane, keys, limits, singleton_key,
                            parent_run_id, parent_step_id, created_at, started_at)
    select r.id, r.function_id, case when r.worker_id is null then 'queued' else 'running' end, r.event_ids, r.lane, r.keys,
           r.limits, r.singleton_key, r.parent_run_id, r.parent_step_id, r.created_at,
           case when r.worker_id is not null then r.created_at end
    from runs r ${chosen} order by r.id
    on conflict do nothing returning id
  ), queued as (
    insert into runner.item (run_id, lane, keys, limits, rank, worker_id, lease_token)
    select r.id, r.lane, r.keys, r.limits, r.rank, r.worker_id, case when r.worker_id is null then 0 else 1 end
    from runs r join started s on s.id = r.id where r.ready order by r.id
    returning id, run_id, worker_id
  ), paused as (
    insert into runner.pause (run_id, step_id, kind, attempt, due_at, match_event, match_key, match_if, child_run_id)
    select p.run_id, p.step_id, p.kind, coalesce(p.attempt, 0), p.due_at, p.match_event, p.match_key, p.match_if, p.child_run_id
    from pauses p join started s on s.id = p.run_id
  )`;

const startStatement: Statement = {
  name: "runner_start_runs",
  text: `with ${runInput}, ${runInsertion("")} select id from started`,
};

/** The two JSON parameters of `runInput`. */
export function runParameters(runs: NewRun[]): [string, string] {
  return [JSON.stringify(runs.map(({ pauses: _, ...run }) => run)), JSON.stringify(runs.flatMap((run) => run.pauses))];
}

/** Inserts runs whose events are in the table. @returns ids of those inserted: a singleton that is taken inserts nothing */
export async function startRuns(query: Query, runs: NewRun[]): Promise<Set<string>> {
  if (runs.length === 0) return new Set();
  const rows = await query<{ id: string }>(startStatement, runParameters(runs));
  return new Set(rows.map((row) => row.id));
}
