import { type Completion, completeSteps } from "./complete-steps.ts";
import type { Query, Statement } from "./database.ts";
import type { RunEnd } from "./receipt.ts";

/** A run that ended, as its end left it. */
export type EndedRun = {
  id: string;
  function_id: string;
  event_ids: string[];
  status: RunEnd["status"];
  output: string;
};

const endStatement: Statement = {
  name: "runner_end_runs",
  text: `with ends as materialized (
    select * from json_to_recordset($1::json) as e ("runId" text, status text, output text)
  ), ended as (
    update runner.run r set status = e.status, output = e.output, ended_at = $2, pending = 0
    from ends e where r.id = e."runId" and r.status in ('queued', 'running')
    returning r.id, r.function_id, r.event_ids, r.status, r.output
  ), items as (
    delete from runner.item i using ended e where i.run_id = e.id
  ), pauses as (
    delete from runner.pause p using ended e where p.run_id = e.id
  )
  select * from ended`,
};

const parentsStatement: Statement = {
  name: "runner_resume_parents",
  text: `delete from runner.pause where child_run_id = any($1::text[]) returning run_id, step_id, child_run_id`,
};

function parentResult(stepId: string, ended: EndedRun): Completion["result"] {
  const base = { id: stepId, name: stepId, op: "invoke" };
  if (ended.status === "completed") return { ...base, data: ended.output, error: null };
  const error =
    ended.status === "failed"
      ? ended.output
      : JSON.stringify({ name: "Error", message: "The invoked run was cancelled" });
  return { ...base, data: null, error };
}

/**
 * Ends runs inside a transaction: nothing of them is left to do, and a run that invoked one of them goes on.
 * @returns the runs that were live until now
 */
export async function endRunRows(options: {
  query: Query;
  ends: ({ runId: string } & RunEnd)[];
  now: Date;
}): Promise<EndedRun[]> {
  const { query, ends, now } = options;
  if (ends.length === 0) return [];
  const ended = await query<EndedRun>(endStatement, [JSON.stringify(ends), now]);
  const byId = new Map(ended.map((run) => [run.id, run]));
  const parents = await query<{ run_id: string; step_id: string; child_run_id: string }>(parentsStatement, [
    [...byId.keys()],
  ]);
  const completions = parents.flatMap(({ run_id: runId, step_id: stepId, child_run_id: childRunId }) => {
    const child = byId.get(childRunId);
    return child ? [{ runId, result: parentResult(stepId, child) }] : [];
  });
  await completeSteps({ query, completions, now });
  return ended;
}
