import type { ClaimedItem } from "./claim-items.ts";
import type { Query, RunnerDatabase, Statement } from "./database.ts";
import type { Execution } from "./execution.ts";
import type { FunctionEvent } from "./wire-event.ts";

// bodies and results stay text inside the JSON: nothing of them is read or changed here
const runsStatement: Statement = {
  name: "runner_load_runs",
  text: `select r.id, r.function_id, r.parent_run_id is not null as has_parent, r.pending,
      (select json_agg(e.body order by a.place) from unnest(r.event_ids) with ordinality as a (id, place)
        join runner.event e on e.id = a.id) as events,
      (select json_agg(json_build_array(s.id, s.data, s.error) order by s.seq) from runner.step s
        where s.run_id = r.id and s.completed_at is not null) as memos
    from runner.run r where r.id = any($1::text[]) and r.status in ('queued', 'running')`,
};

const eventsStatement: Statement = {
  name: "runner_load_events",
  text: "select id, body from runner.event where id = any($1::text[])",
};

type RunRow = {
  id: string;
  function_id: string;
  has_parent: boolean;
  pending: number;
  events: string[] | null;
  memos: [id: string, data: string | null, error: string | null][] | null;
};

/** Reads what claimed items need to run. An item whose run has ended meanwhile is left out. */
export async function loadExecutions(database: RunnerDatabase, items: ClaimedItem[]): Promise<Execution[]> {
  const runIds = [...new Set(items.map((item) => item.run_id))];
  const runs = await database.query<RunRow>(runsStatement, [runIds]);
  const runOfId = new Map(runs.map((run) => [run.id, run]));
  return items.flatMap((item) => {
    const run = runOfId.get(item.run_id);
    const [first, ...rest] = (run?.events ?? []).map((body) => JSON.parse(body) as FunctionEvent);
    if (!run || !first) return [];
    const { id, lease_token: token, step_id: stepId, attempt, takeovers } = item;
    return [
      {
        item: { id, token, stepId, attempt, takeovers },
        run: { id: run.id, functionId: run.function_id, hasParent: run.has_parent, pending: run.pending },
        events: [first, ...rest],
        memos: (run.memos ?? []).map(([memoId, data, error]) => ({ id: memoId, data, error })),
      },
    ];
  });
}

/** The events of these ids, as functions receive them. */
export async function loadEvents(options: { query: Query }, ids: string[]): Promise<Map<string, FunctionEvent>> {
  if (ids.length === 0) return new Map();
  const rows = await options.query<{ id: string; body: string }>(eventsStatement, [ids]);
  return new Map(rows.map((row) => [row.id, JSON.parse(row.body) as FunctionEvent]));
}
