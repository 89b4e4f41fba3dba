import type { Query, Statement } from "../database.ts";
import type { Runner } from "../runner-state.ts";
import { nextSlot } from "./next-slot.ts";

const insertStatement: Statement = {
  name: "runner_insert_cron",
  text: "insert into runner.cron (function_id, expression, next_at) values ($1, $2, $3) on conflict do nothing",
};

const pruneStatement: Statement = {
  name: "runner_prune_crons",
  text: `delete from runner.cron where not exists (
    select 1 from json_to_recordset($1::json) as c ("functionId" text, expression text)
    where c."functionId" = cron.function_id and c.expression = cron.expression)`,
};

/** Brings the table of crons in line with the registered functions: new ones get their next slot, dropped ones go. */
export async function scheduleCrons(runner: Runner, query: Query): Promise<void> {
  const now = runner.clock.now();
  const crons = runner.registry.all.flatMap((definition) =>
    definition.crons.map((trigger) => ({ functionId: definition.id, trigger })),
  );
  const kept = crons.map(({ functionId, trigger }) => ({ functionId, expression: trigger.declared }));
  await query(pruneStatement, [JSON.stringify(kept)]);
  for (const { functionId, trigger } of crons) {
    const next = nextSlot(trigger, now);
    if (next) await query(insertStatement, [functionId, trigger.declared, next]);
  }
}
