import type { Query, Statement } from "./database.ts";
import { insertPauses } from "./insert-pauses.ts";
import { matchKeyOf } from "./match-key.ts";
import type { NewPause } from "./new-run.ts";
import type { Plan } from "./receipt.ts";
import type { FunctionEvent } from "./wire-event.ts";

/** A step found by a discovery of a run. */
export type Planned = { runId: string; event: FunctionEvent; plan: Plan };

const planStatement: Statement = {
  name: "runner_plan_steps",
  text: `with input as materialized (
    select * from json_to_recordset($1::json) as s (run_id text, id text, op text, name text, race boolean)
  ), planned as (
    insert into runner.step (run_id, id, op, name, race)
    select distinct on (i.run_id, i.id) i.run_id, i.id, i.op, i.name, i.race from input i
    join runner.run r on r.id = i.run_id where r.status in ('queued', 'running')
    on conflict do nothing returning run_id, id, op
  ), counted as (
    update runner.run r set pending = r.pending + p.steps
    from (select run_id, count(*)::integer as steps from planned group by run_id) p where r.id = p.run_id
    returning r.id, r.lane, r.keys, r.limits
  ), queued as (
    insert into runner.item (run_id, step_id, lane, keys, limits, rank)
    select c.id, p.id, c.lane, c.keys, c.limits, $2::timestamptz from planned p join counted c on c.id = p.run_id where p.op = 'step'
  )
  select run_id, id from planned`,
};

function pauseOf({ runId, event, plan }: Planned): NewPause[] {
  const base = { run_id: runId, step_id: plan.id, due_at: plan.dueAt };
  if (plan.kind === "sleep") return [{ ...base, kind: "sleep" }];
  if (plan.kind !== "wait") return [];
  const { event: name, condition } = plan.wait ?? { event: "" };
  return [{ ...base, kind: "wait", match_event: name, match_key: matchKeyOf(condition, event), match_if: condition }];
}

/**
 * Records steps that discoveries found, each once however often it is found, and enqueues or pauses for each.
 * @returns the plans that are new; for those of kind invoke the caller starts the invoked run
 */
export async function planSteps(options: { query: Query; planned: Planned[]; now: Date }): Promise<Planned[]> {
  const { query, planned, now } = options;
  if (planned.length === 0) return [];
  const input = planned.map(({ runId, plan }) => ({
    run_id: runId,
    id: plan.id,
    op: plan.kind,
    name: plan.name,
    race: plan.race,
  }));
  const rows = await query<{ run_id: string; id: string }>(planStatement, [JSON.stringify(input), now]);
  const inserted = new Set(rows.map((row) => `${row.run_id} ${row.id}`));
  const fresh = planned.filter(({ runId, plan }) => inserted.delete(`${runId} ${plan.id}`));
  await insertPauses(query, fresh.flatMap(pauseOf));
  return fresh;
}
