import type { Query, Statement } from "./database.ts";
import type { NewPause } from "./new-run.ts";

const statement: Statement = {
  name: "runner_insert_pauses",
  text: `insert into runner.pause (run_id, step_id, kind, attempt, due_at, match_event, match_key, match_if, child_run_id)
    select p.run_id, p.step_id, p.kind, coalesce(p.attempt, 0), p.due_at, p.match_event, p.match_key, p.match_if, p.child_run_id
    from json_to_recordset($1::json) as p (run_id text, step_id text, kind text, attempt integer, due_at timestamptz,
      match_event text, match_key text, match_if text, child_run_id text)`,
};

/** Inserts what runs wait for. */
export async function insertPauses(query: Query, pauses: NewPause[]): Promise<void> {
  if (pauses.length > 0) await query(statement, [JSON.stringify(pauses)]);
}
