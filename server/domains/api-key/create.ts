import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import { hashToken, newToken } from "#server/kernel/secrets.ts";
import { type ApiKeyRow, scopeSchema } from "./schema.ts";

const shownCharacters = 15;
const mostLiveKeys = 50;

/** Makes an API key. The answer is the only place where the whole key ever stands; its hash is kept. */
export const createApiKey = defineCommand({
  name: "apiKey.create",
  input: z.object({
    name: z.string().trim().min(1, "Give the key a name").max(80),
    scopes: z.array(scopeSchema).min(1, "Choose at least one scope").max(scopeSchema.options.length),
    expiresAt: z.date().nullable().default(null),
  }),
  access: ["operator", "system"],
  run: async ({ tx, context, audit, changed }, input): Promise<ApiKeyRow & { key: string }> => {
    const now = context.clock.now();
    if (input.expiresAt && input.expiresAt <= now) throw new AppError("invalid", "expiresAt: lies in the past");
    const live = await tx.apiKey.count({ where: { revokedAt: null } });
    if (live >= mostLiveKeys) throw new AppError("conflict", `There are ${live} keys already: revoke one first`);
    const key = newToken("adj_live_");
    const scopes = [...new Set(input.scopes)].sort();
    const row = {
      id: newId(),
      name: input.name,
      prefix: key.slice(0, shownCharacters),
      createdAt: now,
      expiresAt: input.expiresAt,
    };
    await tx.apiKey.create({
      data: { ...row, scopes, workspaceId: context.workspaceId, keyHash: hashToken(key) },
    });
    await audit({ subject: { kind: "api_key", id: row.id }, data: { name: row.name, prefix: row.prefix, scopes } });
    changed({ topic: "access", id: row.id });
    return { ...row, scopes, lastUsedAt: null, key };
  },
});
