import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { checkedStart } from "./checked-start.ts";
import { moveNext } from "./move-next.ts";
import { firstSlot, recurrence } from "./recurrence/recurrence.ts";
import { lockSchedule, tidyExpression, workspaceZone } from "./row.ts";
import { recurrenceSchema, scheduleFieldsSchema } from "./schema.ts";

/**
 * Changes a schedule: only the fields that are given. It counts from this moment: the next slot is the first that the
 * changed schedule has after now.
 * @throws AppError not_found; invalid, naming the field
 */
export const updateSchedule = defineCommand({
  name: "schedule.update",
  input: scheduleFieldsSchema.partial().extend({ id: z.uuid() }),
  access: ["operator", "system"],
  run: async (scope, { id, ...change }): Promise<{ id: string; nextAt: Date | null }> => {
    const { tx, context, audit, changed } = scope;
    const row = await lockSchedule(tx, id);
    const merged = recurrenceSchema.parse({ ...row, ...defined(change) });
    const zone = await workspaceZone(tx, context.workspaceId);
    const { name, catchUp } = change;
    const input = change.input ? await checkedStart(scope, { workflow: row.workflow, input: change.input }) : undefined;
    const recurring = recurrence({ ...merged, timeZone: merged.timeZone ?? zone });
    const expression = tidyExpression(merged);
    const moves = expression !== row.expression || merged.kind !== row.kind || merged.timeZone !== row.timeZone;
    const next = moves ? firstSlot(recurring, context.clock.now()) : null;
    const facts = defined({ name, catchUp, input, ...(moves ? { ...merged, expression } : {}) });
    if (moves) {
      const nextAt = row.enabled ? next : null;
      const because = "The schedule was changed before it fired";
      await moveNext(scope, { row, zone, nextAt, data: facts, because });
    } else {
      await tx.schedule.update({ where: { id }, data: { ...facts, updatedAt: context.clock.now() } });
    }
    await audit({ subject: { kind: "schedule", id }, data: { ...facts, ...(next ? { nextAt: next } : {}) } });
    changed({ topic: "schedule", id });
    return { id, nextAt: row.enabled ? (next ?? row.nextAt) : null };
  },
});

/** What was given; `null` is a value, undefined is none. */
function defined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  // safe cast: entries without undefined
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
