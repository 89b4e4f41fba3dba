import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";

/** Takes an open task off the list; one that is done or cancelled stays as it is. @returns how it stands now */
export const cancelTask = defineCommand({
  name: "task.cancel",
  input: z.object({ taskId: z.uuid() }),
  access: ["operator", "system"],
  run: async ({ tx, audit, changed }, { taskId }): Promise<{ taskId: string; status: string }> => {
    const moved = await tx.task.updateMany({
      where: { id: taskId, status: "open" },
      data: { status: "cancelled", doneAt: null },
    });
    const task = await tx.task.findUnique({ where: { id: taskId }, select: { status: true } });
    if (!task) throw new AppError("not_found", "There is no such task");
    if (moved.count === 0) return { taskId, status: task.status };
    await audit({ subject: { kind: "task", id: taskId }, data: { status: "cancelled" } });
    changed({ topic: "task", id: taskId });
    return { taskId, status: "cancelled" };
  },
});
