import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";

/** Marks a task done, or open again; repeating it changes nothing. */
export const completeTask = defineCommand({
  name: "task.complete",
  input: z.object({ taskId: z.uuid(), done: z.boolean().default(true) }),
  access: ["operator"],
  run: async ({ tx, context, audit, changed }, { taskId, done }): Promise<{ taskId: string; status: string }> => {
    const status = done ? "done" : "open";
    const moved = await tx.task.updateMany({
      where: { id: taskId, status: { not: status } },
      data: { status, doneAt: done ? context.clock.now() : null },
    });
    if (moved.count === 0) {
      const found = await tx.task.count({ where: { id: taskId } });
      if (found === 0) throw new AppError("not_found", "There is no such task");
      return { taskId, status };
    }
    await audit({ subject: { kind: "task", id: taskId }, data: { status } });
    changed({ topic: "task", id: taskId });
    return { taskId, status };
  },
});
