import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { newId, stableId } from "#server/kernel/ids.ts";

/** Puts a follow-up on the operator's list; once per effect where an effect makes it. */
export const createTask = defineCommand({
  name: "task.create",
  input: z.object({
    title: z.string().trim().min(1).max(200),
    note: z.string().trim().max(4000).optional(),
    dueAt: z.date().optional(),
    contactId: z.uuid().optional(),
    effectId: z.uuid().optional(),
  }),
  access: ["operator", "system"],
  run: async ({ tx, context, audit, changed }, input): Promise<{ taskId: string }> => {
    const taskId = input.effectId ? stableId("task", input.effectId) : newId();
    const written = await tx.task.createMany({
      skipDuplicates: true,
      data: [
        {
          ...input,
          id: taskId,
          workspaceId: context.workspaceId,
          runId: context.runId ?? null,
          createdAt: context.clock.now(),
        },
      ],
    });
    if (written.count === 0) return { taskId };
    await audit({ subject: { kind: "task", id: taskId }, data: { title: input.title, effectId: input.effectId } });
    changed({ topic: "task", id: taskId });
    return { taskId };
  },
});
