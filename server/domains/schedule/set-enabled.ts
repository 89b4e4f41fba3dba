import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { moveNext } from "./move-next.ts";
import { firstSlot } from "./recurrence/recurrence.ts";
import { lockSchedule, recurrenceOf, workspaceZone } from "./row.ts";

/**
 * Switches a schedule on or off. Switched on, it goes on with its next slot: what passed meanwhile was not missed.
 * @throws AppError not_found; invalid for `expression` when it would never fire again
 */
export const setScheduleEnabled = defineCommand({
  name: "schedule.setEnabled",
  input: z.object({ id: z.uuid(), enabled: z.boolean() }),
  access: ["operator", "system"],
  run: async (scope, { id, enabled }): Promise<{ id: string; enabled: boolean }> => {
    const { tx, context, audit, changed } = scope;
    const row = await lockSchedule(tx, id);
    if (row.enabled === enabled) return { id, enabled };
    const zone = await workspaceZone(tx, context.workspaceId);
    const nextAt = enabled ? firstSlot(recurrenceOf(row, zone), context.clock.now()) : null;
    const because = "The schedule was switched off before it fired";
    await moveNext(scope, { row, zone, nextAt, data: { enabled }, because });
    await audit({ subject: { kind: "schedule", id }, data: { enabled } });
    changed({ topic: "schedule", id });
    return { id, enabled };
  },
});
