import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { type ApiKeyRow, apiKeyRowSchema } from "./schema.ts";

/** The live keys, newest first. */
export const listApiKeys = defineQuery({
  name: "apiKey.list",
  input: z.void(),
  access: ["operator"],
  run: async ({ tx }): Promise<ApiKeyRow[]> => {
    const rows = await tx.apiKey.findMany({
      where: { revokedAt: null },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 100,
    });
    return rows.map((row) => apiKeyRowSchema.parse(row));
  },
});
