import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import { checkedStart } from "./checked-start.ts";
import { firstSlot, recurrence } from "./recurrence/recurrence.ts";
import { tidyExpression, workspaceZone } from "./row.ts";
import { scheduleFieldsSchema } from "./schema.ts";

const mostSchedules = 100;

/**
 * Makes a schedule. It fires at its next slot, never at one that has passed.
 * @throws AppError not_found; invalid, naming the field; conflict when there are too many
 */
export const createSchedule = defineCommand({
  name: "schedule.create",
  input: scheduleFieldsSchema.partial({ timeZone: true, catchUp: true, input: true }).extend({
    workflow: z.string().max(100),
  }),
  access: ["operator", "system"],
  run: async (scope, given): Promise<{ id: string; nextAt: Date }> => {
    const { tx, context, audit, changed } = scope;
    const { workspaceId } = context;
    const { workflow, name, kind, timeZone = null, catchUp = "once" } = given;
    const input = await checkedStart(scope, { workflow, input: given.input ?? {} });
    const count = await tx.schedule.count();
    if (count >= mostSchedules) throw new AppError("conflict", `There are ${count} schedules already`);
    const zone = timeZone ?? (await workspaceZone(tx, workspaceId));
    const now = context.clock.now();
    const nextAt = firstSlot(recurrence({ kind, expression: given.expression, timeZone: zone }), now);
    const id = newId();
    const facts = { workflow, name, kind, expression: tidyExpression(given), timeZone, catchUp, input };
    await tx.schedule.create({ data: { id, workspaceId, ...facts, nextAt, createdAt: now, updatedAt: now } });
    await audit({ subject: { kind: "schedule", id }, data: { ...facts, nextAt } });
    changed({ topic: "schedule", id });
    return { id, nextAt };
  },
});
