import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";

/** Ends what a session's browser subscribed to: signed out, it is told nothing more. */
export async function endPushOfSession({ tx, context }: CommandScope, sessionId: string): Promise<void> {
  await tx.pushSubscription.updateMany({ where: { sessionId, endedAt: null }, data: { endedAt: context.clock.now() } });
}

/** Writes down what became of messages: who took one, and whom the push service does not know any more. */
export const notePushes = defineCommand({
  name: "push.note",
  input: z.object({
    taken: z.array(z.uuid()).max(100),
    gone: z.array(z.object({ id: z.uuid(), because: z.string().max(200) })).max(100),
  }),
  access: ["system"],
  run: async ({ tx, context, audit, changed }, { taken, gone }): Promise<void> => {
    const now = context.clock.now();
    await tx.pushSubscription.updateMany({ where: { id: { in: taken } }, data: { lastSentAt: now } });
    for (const { id, because } of gone) {
      const ended = await tx.pushSubscription.updateMany({ where: { id, endedAt: null }, data: { endedAt: now } });
      if (ended.count === 1) await audit({ subject: { kind: "push_subscription", id }, reason: because });
    }
    if (gone.length) changed({ topic: "workspace", id: context.workspaceId });
  },
});
