import type { Query, Statement } from "./database.ts";
import { type DiscoveryNeed, enqueueDiscoveries } from "./enqueue-discoveries.ts";
import type { StepResult } from "./receipt.ts";

const recordStatement: Statement = {
  name: "runner_complete_steps",
  text: `insert into runner.step (run_id, id, op, name, data, error, completed_at)
    select s.run_id, s.id, s.op, s.name, s.data, s.error, $2::timestamptz
    from json_to_recordset($1::json) as s (run_id text, id text, op text, name text, data text, error text)
    on conflict (run_id, id) do update
      set data = excluded.data, error = excluded.error, completed_at = excluded.completed_at, seq = excluded.seq
      where step.completed_at is null
    returning run_id, (xmax <> 0) as was_planned, race`,
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
  const rows = await query<{ run_id: string; was_planned: boolean; race: boolean }>(recordStatement, [
    JSON.stringify(input),
    now,
  ]);
  const needs = new Map<string, DiscoveryNeed>();
  for (const row of rows) {
    const need = needs.get(row.run_id) ?? { runId: row.run_id, finished: 0, always: false };
    needs.set(row.run_id, {
      ...need,
      finished: need.finished + (row.was_planned ? 1 : 0),
      always: need.always || row.race,
    });
  }
  await enqueueDiscoveries({ query, needs: [...needs.values()], now });
}
