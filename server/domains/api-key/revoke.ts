import { z } from "zod";
import { type Command, defineCommand } from "#server/commands/define-command.ts";
import { announceChanges } from "#server/commands/live.ts";
import { AppError } from "#server/kernel/errors.ts";
import { knownKeys } from "./known-keys.ts";

const input = z.object({ id: z.uuid() });

const revoke = defineCommand({
  name: "apiKey.revoke",
  input,
  access: ["operator", "system"],
  run: async ({ tx, context, audit }, { id }): Promise<{ id: string }> => {
    const key = await tx.apiKey.findUnique({ where: { id }, select: { revokedAt: true, prefix: true } });
    if (!key) throw new AppError("not_found", "There is no such API key");
    if (key.revokedAt) return { id };
    await tx.apiKey.update({ where: { id }, data: { revokedAt: context.clock.now() } });
    await audit({ subject: { kind: "api_key", id }, data: { prefix: key.prefix } });
    return { id };
  },
});

/** Revokes an API key for good. Repeating it changes nothing. */
export const revokeApiKey: Command<typeof input, { id: string }> = {
  ...revoke,
  execute: async (context, raw) => {
    const result = await revoke.execute(context, raw);
    // first forgotten, then told: who is told asks again
    knownKeys.clear();
    announceChanges(context.workspaceId, [{ topic: "access", id: result.id }]);
    return result;
  },
};
