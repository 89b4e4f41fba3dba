import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { lockSchedule } from "./row.ts";

/**
 * Deletes a schedule with the list of its slots. Runs that it started stay, and so does the audit trail.
 * @throws AppError not_found
 */
export const deleteSchedule = defineCommand({
  name: "schedule.delete",
  input: z.object({ id: z.uuid() }),
  access: ["operator", "system"],
  run: async ({ tx, audit, changed }, { id }): Promise<{ id: string }> => {
    const { workflow, name, kind, expression, timeZone } = await lockSchedule(tx, id);
    await tx.scheduleSlot.deleteMany({ where: { scheduleId: id } });
    await tx.schedule.delete({ where: { id } });
    await audit({ subject: { kind: "schedule", id }, data: { workflow, name, kind, expression, timeZone } });
    changed({ topic: "schedule", id });
    return { id };
  },
});
