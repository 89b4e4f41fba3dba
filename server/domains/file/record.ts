import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { stableId } from "#server/kernel/ids.ts";
import { fileLimits } from "./choose-files.ts";
import { keptFileSchema } from "./schema.ts";

/**
 * Writes down the files of an event; their bytes are in the store already. A second call changes nothing. They inherit the
 * event's taint.
 * @throws AppError not_found
 */
export const recordFiles = defineCommand({
  name: "file.record",
  input: z.object({
    eventId: z.uuid(),
    files: z.array(keptFileSchema).max(fileLimits.files),
  }),
  access: ["system", "agent", "connection", "operator"],
  run: async ({ tx, context, audit }, { eventId, files }): Promise<{ recorded: number }> => {
    if (!files.length) return { recorded: 0 };
    const event = await tx.event.findUnique({ where: { id: eventId }, select: { taint: true } });
    if (!event) throw new AppError("not_found", "There is no such event");
    const { workspaceId } = context;
    const rows = files.map((file) => ({
      ...file,
      id: stableId("file", workspaceId, eventId, file.sha256, file.name),
      workspaceId,
      eventId,
      taint: event.taint,
      createdAt: context.clock.now(),
    }));
    const { count } = await tx.file.createMany({ data: rows, skipDuplicates: true });
    if (count) {
      const data = { files: files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })) };
      await audit({ subject: { kind: "event", id: eventId }, data });
    }
    return { recorded: count };
  },
});
