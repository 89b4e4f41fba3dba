import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { stableId } from "#server/kernel/ids.ts";

/** Tells the operator something that needs no decision. Once per key. */
export const notify = defineCommand({
  name: "notification.add",
  input: z.object({
    key: z.string().min(1).max(400),
    runId: z.uuid().optional(),
    title: z.string().min(1).max(200),
    text: z.string().max(2_000),
  }),
  access: ["system"],
  run: async ({ tx, context, audit, emit, changed }, { key, ...facts }): Promise<{ notificationId: string }> => {
    const { workspaceId } = context;
    const id = stableId("notification", workspaceId, key);
    const row = { ...facts, id, workspaceId, createdAt: context.clock.now() };
    const made = await tx.notification.createMany({ data: [row], skipDuplicates: true });
    if (made.count === 1) {
      await audit({ subject: { kind: "notification", id }, data: { title: facts.title } });
      await emit("notification.added", { workspaceId, notificationId: id });
      changed({ topic: "notification", id });
    }
    return { notificationId: id };
  },
});
