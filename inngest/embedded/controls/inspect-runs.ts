import type { Statement } from "../database.ts";
import type { Runner } from "../runner-state.ts";

/** A run as the runner sees it. */
export type RunSummary = {
  id: string;
  functionId: string;
  status: "queued" | "running" | "completed" | "failed" | "cancelled";
  eventIds: string[];
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** the result, or the error of a failed run; null until it ends */
  output: unknown;
};

/** One step of a run; planned and pending while `completedAt` is null. */
export type StepSummary = {
  id: string;
  name: string;
  op: string;
  completedAt: Date | null;
  data: unknown;
  error: unknown;
};

const columns = `id, function_id as "functionId", status, event_ids as "eventIds", created_at as "createdAt",
  started_at as "startedAt", ended_at as "endedAt", output`;

const runStatement: Statement = {
  name: "runner_inspect_run",
  text: `select ${columns} from runner.run where id = $1`,
};

const stepsStatement: Statement = {
  name: "runner_inspect_steps",
  text: `select id, coalesce(name, id) as name, op, completed_at as "completedAt", data, error
    from runner.step where run_id = $1 order by seq`,
};

const listStatement: Statement = {
  name: "runner_list_runs",
  text: `select ${columns} from runner.run
    where ($1::text is null or function_id = $1) and ($2::boolean is false or ended_at is null) and ($3::text is null or id < $3)
    order by id desc limit $4`,
};

function parsed<Row extends { output: string | null }>(row: Row): Omit<Row, "output"> & { output: unknown } {
  return { ...row, output: row.output === null ? null : (JSON.parse(row.output) as unknown) };
}

type RunRow = Omit<RunSummary, "output"> & { output: string | null };
type StepRow = Omit<StepSummary, "data" | "error"> & { data: string | null; error: string | null };

/** One run with its steps, in the order of completion; null when there is none of that id. */
export async function inspectRun(
  runner: Runner,
  runId: string,
): Promise<(RunSummary & { steps: StepSummary[] }) | null> {
  const [row] = await runner.database.query<RunRow>(runStatement, [runId]);
  if (!row) return null;
  const steps = await runner.database.query<StepRow>(stepsStatement, [runId]);
  const read = (text: string | null): unknown => (text === null ? null : JSON.parse(text));
  return { ...parsed(row), steps: steps.map((step) => ({ ...step, data: read(step.data), error: read(step.error) })) };
}

/** Runs, newest first; `before` is the last id of the page before. */
export async function listRuns(
  runner: Runner,
  options: { functionId?: string; live?: boolean; before?: string; limit?: number } = {},
): Promise<RunSummary[]> {
  const { functionId = null, live = false, before = null, limit = 50 } = options;
  const rows = await runner.database.query<RunRow>(listStatement, [functionId, live, before, Math.min(limit, 1000)]);
  return rows.map(parsed);
}
