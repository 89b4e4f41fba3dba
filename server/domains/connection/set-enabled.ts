import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";

/**
 * Switches a connection on or off. Off, its address answers as if it did not exist.
 * @throws AppError not_found
 */
export const setConnectionEnabled = defineCommand({
  name: "connection.setEnabled",
  input: z.object({ id: z.uuid(), enabled: z.boolean() }),
  access: ["operator"],
  run: async ({ tx, audit, changed }, { id, enabled }): Promise<{ id: string; enabled: boolean }> => {
    const { count } = await tx.connection.updateMany({ where: { id }, data: { enabled } });
    if (count === 0) throw new AppError("not_found", "There is no such connection");
    await audit({ subject: { kind: "connection", id }, data: { enabled } });
    changed({ topic: "connection", id });
    return { id, enabled };
  },
});
