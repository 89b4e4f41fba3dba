import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { storableText } from "#server/kernel/json-text.ts";

/** Intake gave up on an event: it stays stored, with what went wrong, and can be worked on again. */
export const failEvent = defineCommand({
  name: "event.fail",
  input: z.object({ eventId: z.uuid(), message: z.string() }),
  access: ["system"],
  run: async ({ tx, context, audit, changed }, { eventId, message }): Promise<{ failed: boolean }> => {
    const note = storableText(message, 1_000);
    const { count } = await tx.event.updateMany({
      where: { id: eventId, status: { in: ["received", "failed"] } },
      data: { status: "failed", note, finishedAt: context.clock.now() },
    });
    if (count === 0) return { failed: false };
    await audit({ subject: { kind: "event", id: eventId }, reason: note });
    changed({ topic: "event", id: eventId });
    return { failed: true };
  },
});
