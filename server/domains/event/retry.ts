import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";

/**
 * Lets intake work on a failed event again.
 * @throws AppError not_found; conflict when the event has not failed
 */
export const retryEvent = defineCommand({
  name: "event.retry",
  input: z.object({ eventId: z.uuid() }),
  access: ["system", "operator"],
  run: async ({ tx, context, audit, emit, changed }, { eventId }): Promise<{ eventId: string }> => {
    const reopened = await tx.event.updateMany({
      where: { id: eventId, status: "failed" },
      data: { status: "received", note: null, finishedAt: null },
    });
    if (reopened.count === 0) {
      const known = await tx.event.count({ where: { id: eventId } });
      if (known === 0) throw new AppError("not_found", "There is no such event");
      throw new AppError("conflict", "Only an event that failed can be worked on again");
    }
    await audit({ subject: { kind: "event", id: eventId } });
    await emit("event.received", { workspaceId: context.workspaceId, eventId });
    changed({ topic: "event", id: eventId });
    return { eventId };
  },
});
