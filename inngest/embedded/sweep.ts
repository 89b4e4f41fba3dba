import type { Statement } from "./database.ts";
import { idempotencyMilliseconds } from "./runner-options.ts";
import type { Runner } from "./runner-state.ts";
import { ulidFloor } from "./ulid.ts";

const groupLimit = 2000;
const groupsPerSweep = 50;

const stepsStatement: Statement = {
  name: "runner_sweep_steps",
  text: `delete from runner.step where (run_id, id) in (
    select s.run_id, s.id from runner.step s join runner.run r on r.id = s.run_id
    where s.run_id < $1 and r.ended_at is not null order by s.run_id limit ${groupLimit})`,
};

const runsStatement: Statement = {
  name: "runner_sweep_runs",
  text: `delete from runner.run where id in (
    select id from runner.run where id < $1 and ended_at is not null order by id limit ${groupLimit})`,
};

const eventsStatement: Statement = {
  name: "runner_sweep_events",
  text: `delete from runner.event where id in (
    select id from runner.event where id < $1 and not unmatched
      and id <> all (array(select unnest(event_ids) from runner.run where ended_at is null
                           union all select unnest(event_ids) from runner.gather))
    order by id limit ${groupLimit})`,
};

// a sender's event id is remembered for a day: after that the same id is a new event
const idsStatement: Statement = {
  name: "runner_sweep_event_ids",
  text: `update runner.event set external_id = null where id in (
    select id from runner.event where external_id is not null and id < $1 order by id limit ${groupLimit})`,
};

const marksStatement: Statement = {
  name: "runner_sweep_marks",
  text: `delete from runner.mark where (kind, function_id, key) in (
    select kind, function_id, key from runner.mark where until < $1 order by until limit ${groupLimit})`,
};

const countText = (statement: Statement): Statement => ({
  name: statement.name,
  text: `with removed as (${statement.text} returning 1) select count(*)::integer as count from removed`,
});

async function repeat(runner: Runner, statement: Statement, limit: unknown): Promise<void> {
  for (let group = 0; group < groupsPerSweep && runner.active; group += 1) {
    const [row] = await runner.database.query<{ count: number }>(countText(statement), [limit]);
    if ((row?.count ?? 0) < groupLimit) return;
  }
}

/** Removes what retention lets go, in small groups between the live work. */
export async function sweep(runner: Runner): Promise<void> {
  const now = runner.clock.now().getTime();
  const { stepMilliseconds, runMilliseconds } = runner.settings.retention;
  await repeat(runner, marksStatement, new Date(now));
  await repeat(runner, idsStatement, ulidFloor(now - idempotencyMilliseconds));
  await repeat(runner, stepsStatement, ulidFloor(now - stepMilliseconds));
  await repeat(runner, runsStatement, ulidFloor(now - runMilliseconds));
  await repeat(runner, eventsStatement, ulidFloor(now - Math.max(runMilliseconds, idempotencyMilliseconds)));
}
