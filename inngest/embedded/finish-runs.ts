import { log } from "#server/kernel/log.ts";
import { endEventNames } from "./announce-ends.ts";
import type { Statement } from "./database.ts";
import type { Receipt } from "./receipt.ts";
import type { Runner } from "./runner-state.ts";
import { createUlid } from "./ulid.ts";
import { arrivingEvent } from "./wire-event.ts";

// one statement for the common end: nothing but this item and the run's pauses hangs on the run
const statement: Statement = {
  name: "runner_finish_runs",
  text: `with ends as materialized (
    select * from json_to_recordset($1::json) as e (item_id bigint, token bigint, run_id text, status text, output text)
  ), held as (
    select i.id, i.run_id from runner.item i join ends e on e.item_id = i.id and e.token = i.lease_token
    order by i.id for update of i
  ), ended as (
    update runner.run r set status = e.status, output = e.output, ended_at = $2, pending = 0
    from ends e join held h on h.id = e.item_id where r.id = e.run_id and r.status in ('queued', 'running')
    returning r.id
  ), items as (
    delete from runner.item i using ended e where i.run_id = e.id
  ), pauses as (
    delete from runner.pause p using ended e where p.run_id = e.id
  )
  select id, coalesce((select true from runner.pause where match_event = $3 order by match_key limit 1), false) as awaited from ended`,
};

/** Writes the ends of runs that no other run waits for and no function listens to. A stale worker's end changes nothing. */
export async function finishRuns(runner: Runner, receipts: Receipt[]): Promise<boolean[]> {
  const now = runner.clock.now();
  const input = receipts.map(({ execution, end }) => ({
    item_id: execution.item.id,
    token: execution.item.token,
    run_id: execution.run.id,
    status: end?.status,
    output: end?.output,
  }));
  const rows = await runner.database.query<{ id: string; awaited: boolean }>(statement, [
    JSON.stringify(input),
    now,
    endEventNames.finished,
  ]);
  const ended = new Set(rows.map((row) => row.id));
  if (rows.some((row) => row.awaited)) {
    tellFinished(
      runner,
      receipts.filter((receipt) => ended.has(receipt.execution.run.id)),
      now,
    );
  }
  return receipts.map((receipt) => ended.has(receipt.execution.run.id));
}

function tellFinished(runner: Runner, receipts: Receipt[], now: Date): void {
  for (const { execution, end } of receipts) {
    if (!end) continue;
    const { id: runId, functionId } = execution.run;
    const data = {
      function_id: functionId,
      run_id: runId,
      event: execution.events[0],
      events: execution.events,
      result: JSON.parse(end.output) as unknown,
    };
    const name = endEventNames.finished;
    const sent = { id: runId, name, data };
    runner.accept
      .push(arrivingEvent({ id: createUlid(now.getTime()), sent, now, externalId: `${name} ${runId}` }))
      .catch((error: unknown) => log.error({ error, runId }, "the end of a run could not be told"));
  }
}
