import type { Query, Statement } from "./database.ts";
import { discoveryInsertion } from "./enqueue-discoveries.ts";
import type { StepResult } from "./receipt.ts";

const statement: Statement = {
  name: "runner_complete_steps",
  text: `with recorded as (
    insert into runner.step (run_id, id, op, name, data, error, completed_at)
    select s.run_id, s.id, s.op, s.name, s.data, s.error, $2::timestamptz
    from json_to_recordset($1::json) as s (run_id text, id text, op text, name text, data text, error text)
    on conflict (run_id, id) do update
      set data = excluded.data, error = excluded.error, completed_at = excluded.completed_at, seq = excluded.seq
      where step.completed_at is null
    returning run_id, (xmax <> 0) as was_planned, race
  ), needs as (
    select run_id as "runId", count(*) filter (where was_planned) as finished, bool_or(race) as always
    from recorded group by run_id
  ), ${discoveryInsertion}`,
};

/** A finished step of a run. */
export type Completion = { runId: string; result: StepResult };

/**
 * Stores step results and enqueues the discovery that each run then needs: after a step that ran by itself at once, after
 * planned ones when none is pending any more. A result that is there already stays; the repeat is ignored.
 */
export async function completeSteps(options: { query: Query; completions: Completion[]; now: Date }): Promise<void> {
  const { query, completions, now } = options;
  if (completions.length === 0) return;
  // one row per step: the first result of a group wins, as it would across groups
  const first = new Map<string, Completion>();
  for (const completion of completions) {
    const key = `${completion.runId} ${completion.result.id}`;
    if (!first.has(key)) first.set(key, completion);
  }
  const input = [...first.values()].map(({ runId, result }) => ({ run_id: runId, ...result }));
  await query(statement, [JSON.stringify(input), now]);
}
