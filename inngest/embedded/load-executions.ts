import type { ClaimedItem } from "./claim-items.ts";
import type { RunnerDatabase, Statement } from "./database.ts";
import type { Execution, Memo } from "./execution.ts";
import type { FunctionEvent } from "./wire-event.ts";

const runsStatement: Statement = {
  name: "runner_load_runs",
  text: `select id, function_id, parent_run_id is not null as has_parent, pending, event_ids
    from runner.run where id = any($1::text[]) and status in ('queued', 'running')`,
};

const eventsStatement: Statement = {
  name: "runner_load_events",
  text: "select id, body from runner.event where id = any($1::text[])",
};

const stepsStatement: Statement = {
  name: "runner_load_steps",
  text: `select run_id, id, data, error from runner.step
    where run_id = any($1::text[]) and completed_at is not null order by run_id, seq`,
};

type RunRow = { id: string; function_id: string; has_parent: boolean; pending: number; event_ids: string[] };

/** Reads what claimed items need to run. An item whose run has ended meanwhile is left out. */
export async function loadExecutions(database: RunnerDatabase, items: ClaimedItem[]): Promise<Execution[]> {
  const runIds = [...new Set(items.map((item) => item.run_id))];
  const [runs, steps] = await Promise.all([
    database.query<RunRow>(runsStatement, [runIds]),
    database.query<Memo & { run_id: string }>(stepsStatement, [runIds]),
  ]);
  const bodies = await loadEvents(
    database,
    runs.flatMap((run) => run.event_ids),
  );
  const memosOfRun = Map.groupBy(steps, (step) => step.run_id);
  const runOfId = new Map(runs.map((run) => [run.id, run]));
  return items.flatMap((item) => {
    const run = runOfId.get(item.run_id);
    const [first, ...rest] = run ? run.event_ids.flatMap((id) => bodies.get(id) ?? []) : [];
    if (!run || !first) return [];
    const { id, lease_token: token, step_id: stepId, attempt, takeovers } = item;
    return [
      {
        item: { id, token, stepId, attempt, takeovers },
        run: { id: run.id, functionId: run.function_id, hasParent: run.has_parent, pending: run.pending },
        events: [first, ...rest],
        memos: memosOfRun.get(run.id) ?? [],
      },
    ];
  });
}

/** The events of these ids, as functions receive them. */
export async function loadEvents(
  database: Pick<RunnerDatabase, "query">,
  ids: string[],
): Promise<Map<string, FunctionEvent>> {
  if (ids.length === 0) return new Map();
  const rows = await database.query<{ id: string; body: string }>(eventsStatement, [ids]);
  return new Map(rows.map((row) => [row.id, JSON.parse(row.body) as FunctionEvent]));
}
