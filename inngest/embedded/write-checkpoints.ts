import type { Statement } from "./database.ts";
import type { Checkpoint, Runner } from "./runner-state.ts";

const statement: Statement = {
  name: "runner_write_checkpoints",
  text: `with input as materialized (
    select * from json_to_recordset($1::json) as s (item_id bigint, token bigint, run_id text, id text, name text, data text, place integer)
  ), held as materialized (
    select i.id from runner.item i
    where (i.id, i.lease_token) in (select item_id, token from input)
    order by i.id for no key update
  ), written as (
    insert into runner.step (run_id, id, op, name, data, completed_at)
    select s.run_id, s.id, 'StepRun', s.name, s.data, $2::timestamptz from input s join held h on h.id = s.item_id order by s.place
    on conflict (run_id, id) do nothing
  )
  select id from held`,
};

/** The durable commit of finished steps. @returns per checkpoint whether the item still carried the lease token */
export async function writeCheckpoints(runner: Runner, checkpoints: Checkpoint[]): Promise<boolean[]> {
  let place = 0;
  const input = checkpoints.flatMap(({ itemId, token, runId, steps }) =>
    steps.map((step) => {
      place += 1;
      return { item_id: itemId, token, run_id: runId, ...step, place };
    }),
  );
  const rows = await runner.database.query<{ id: string }>(statement, [JSON.stringify(input), runner.clock.now()]);
  const held = new Set(rows.map((row) => row.id));
  return checkpoints.map((checkpoint) => held.has(checkpoint.itemId));
}
