import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { stableId } from "#server/kernel/ids.ts";

/** Tells the operator of a decision that needs none of theirs, once. */
export const tellOperator = defineCommand({
  name: "supervision.tell",
  input: z.object({
    decisionId: z.uuid(),
    runId: z.uuid().nullable(),
    title: z.string().max(200),
    text: z.string().max(1_000),
  }),
  access: ["system"],
  run: async ({ tx, context, changed }, { decisionId, ...facts }): Promise<void> => {
    const { workspaceId } = context;
    const id = stableId("notification", decisionId);
    const made = await tx.notification.createMany({
      data: [{ id, workspaceId, createdAt: context.clock.now(), ...facts }],
      skipDuplicates: true,
    });
    if (made.count) changed({ topic: "supervision", id });
  },
});
