import { type Aftermath, afterCommit, noAftermath } from "./aftermath.ts";
import { type Completion, completeSteps } from "./complete-steps.ts";
import { fireCrons } from "./cron/fire-crons.ts";
import type { Query, Statement } from "./database.ts";
import { endRuns } from "./end-runs-announced.ts";
import { startAdmitted } from "./flow-control/admit-run.ts";
import { gatheredEvents } from "./flow-control/gather-event.ts";
import { errorText } from "./outcome.ts";
import type { Runner } from "./runner-state.ts";

const groupLimit = 200;

type DuePause = {
  run_id: string;
  step_id: string;
  kind: "sleep" | "wait" | "invoke" | "item" | "cancel" | "start" | "finish";
  attempt: number;
};

const pausesStatement: Statement = {
  name: "runner_due_pauses",
  text: `delete from runner.pause where id in (
      select id from runner.pause where due_at <= $1 order by due_at limit ${groupLimit} for update skip locked
    ) returning run_id, step_id, kind, attempt`,
};

const gathersStatement: Statement = {
  name: "runner_due_gathers",
  text: `delete from runner.gather where (function_id, key) in (
      select function_id, key from runner.gather where due_at <= $1 order by due_at limit ${groupLimit} for update skip locked
    ) returning function_id, event_ids`,
};

const readyStatement: Statement = {
  name: "runner_due_items",
  text: `insert into runner.item (run_id, step_id, attempt, lane, keys, limits, rank)
    select r.id, d.step_id, d.attempt, r.lane, r.keys, r.limits, $2::timestamptz
    from json_to_recordset($1::json) as d (run_id text, step_id text, attempt integer)
    join runner.run r on r.id = d.run_id where r.status in ('queued', 'running')
    on conflict (run_id, step_id) do update set again = true`,
};

const unstartedStatement: Statement = {
  name: "runner_due_starts",
  text: "select id from runner.run where id = any($1::text[]) and started_at is null",
};

function completionOf(pause: DuePause): Completion[] {
  const base = { id: pause.step_id, name: pause.kind, op: pause.kind, error: null, data: null };
  if (pause.kind === "sleep" || pause.kind === "wait")
    return [{ runId: pause.run_id, result: { ...base, data: "null" } }];
  if (pause.kind !== "invoke") return [];
  const error = errorText("InngestInvokeTimeoutError", "The invoked function did not finish in time");
  return [{ runId: pause.run_id, result: { ...base, error } }];
}

async function overdueRuns(query: Query, due: DuePause[]): Promise<string[]> {
  const finish = due.filter((pause) => pause.kind === "finish").map((pause) => pause.run_id);
  const start = due.filter((pause) => pause.kind === "start").map((pause) => pause.run_id);
  if (start.length === 0) return finish;
  const unstarted = await query<{ id: string }>(unstartedStatement, [start]);
  return [...new Set([...finish, ...unstarted.map((row) => row.id)])];
}

async function firePauses(runner: Runner, query: Query, now: Date, aftermath: Aftermath): Promise<boolean> {
  const due = await query<DuePause>(pausesStatement, [now]);
  if (due.length === 0) return false;
  await completeSteps({ query, completions: due.flatMap(completionOf), now });
  const items = due.filter((pause) => pause.kind === "item");
  if (items.length > 0) await query(readyStatement, [JSON.stringify(items), now]);
  const ends = (await overdueRuns(query, due)).map((runId) => ({
    runId,
    status: "cancelled" as const,
    output: "null",
  }));
  await endRuns({ runner, query, ends, now, aftermath });
  return due.length === groupLimit;
}

async function fireGathers(runner: Runner, query: Query, now: Date, aftermath: Aftermath): Promise<boolean> {
  const due = await query<{ function_id: string; event_ids: string[] }>(gathersStatement, [now]);
  for (const row of due) {
    const definition = runner.registry.byId.get(row.function_id);
    const events = definition && (await gatheredEvents(query, row.event_ids));
    if (events) await startAdmitted({ query, definition, events, now, aftermath });
  }
  return due.length === groupLimit;
}

/** Does what is due: ends sleeps and waits that timed out, readies retries, starts gathered runs and crons. */
export async function fireTimers(runner: Runner): Promise<void> {
  for (let more = true; more && runner.active; ) {
    const now = runner.clock.now();
    const aftermath = await runner.database.transaction(async (query) => {
      const collected = noAftermath();
      const morePauses = await firePauses(runner, query, now, collected);
      const moreGathers = await fireGathers(runner, query, now, collected);
      await fireCrons({ runner, query, now, aftermath: collected });
      more = morePauses || moreGathers;
      return collected;
    });
    afterCommit(runner, aftermath);
  }
}
