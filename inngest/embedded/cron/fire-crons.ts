import type { Aftermath } from "../aftermath.ts";
import type { Query, Statement } from "../database.ts";
import { admitRun } from "../flow-control/admit-run.ts";
import { insertEvents } from "../insert-events.ts";
import type { Runner } from "../runner-state.ts";
import { createUlid } from "../ulid.ts";
import { arrivingEvent } from "../wire-event.ts";
import { nextSlot } from "./next-slot.ts";

const dueStatement: Statement = {
  name: "runner_due_crons",
  text: "select function_id, expression, next_at from runner.cron where next_at <= $1 order by next_at for update skip locked",
};

const advanceStatement: Statement = {
  name: "runner_advance_cron",
  text: "update runner.cron set next_at = $3 where function_id = $1 and expression = $2",
};

const removeStatement: Statement = {
  name: "runner_remove_cron",
  text: "delete from runner.cron where function_id = $1 and expression = $2",
};

type DueCron = { function_id: string; expression: string; next_at: Date };

/**
 * Starts the functions whose cron slot has come, once per slot across processes. Of slots that passed while nothing ran,
 * one run makes up for all.
 */
export async function fireCrons(options: {
  runner: Runner;
  query: Query;
  now: Date;
  aftermath: Aftermath;
}): Promise<void> {
  const { runner, query, now, aftermath } = options;
  for (const due of await query<DueCron>(dueStatement, [now])) {
    const definition = runner.registry.byId.get(due.function_id);
    const trigger = definition?.crons.find((cron) => cron.declared === due.expression);
    const next = trigger && nextSlot(trigger, now);
    if (!definition || !trigger || !next) {
      await query(removeStatement, [due.function_id, due.expression]);
      continue;
    }
    await query(advanceStatement, [due.function_id, due.expression, next]);
    const scheduledAt = due.next_at.toISOString();
    const data = { cron: due.expression, fireAt: scheduledAt, scheduledAt };
    const sent = { name: "inngest/scheduled.timer", data };
    const externalId = `inngest/scheduled.timer ${due.function_id} ${due.expression} ${scheduledAt}`;
    const arriving = arrivingEvent({ id: createUlid(now.getTime()), sent, now, externalId });
    const inserted = await insertEvents(query, [arriving]);
    if (inserted.size > 0) await admitRun({ query, definition, arriving, now, aftermath });
  }
}
