import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { Prisma } from "#server/db/generated/client.ts";
import { searchItems } from "../recall/search-items.ts";
import type { spaceHitsSchema } from "./schema.ts";
import { requireSpace } from "./spaces.ts";

/**
 * Searches a space: what is in it that bears on a question, the best first, and whether anything does.
 * @throws AppError not_found
 */
export const searchSpace = defineQuery({
  name: "memory.searchSpace",
  input: z.object({
    id: z.uuid(),
    query: z.string().min(1).max(10_000),
    k: z.int().min(1).max(50).default(10),
  }),
  access: ["operator", "api_key"],
  scope: "memory:read",
  run: async ({ tx, context }, { id: spaceId, query, k }): Promise<z.infer<typeof spaceHitsSchema>> => {
    await requireSpace(tx, spaceId);
    const { workspaceId } = context;
    const filter = Prisma.sql`e.standing and e.valid_to is null`;
    const { hits, known } = await searchItems(tx, { workspaceId, spaceId }, { question: query, filter, limit: k });
    const rows = await tx.memoryItem.findMany({
      where: { id: { in: hits.map(({ itemId }) => itemId) } },
      select: { id: true, externalId: true, text: true },
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return {
      hits: hits.map(({ itemId, score, parts }) => {
        const { externalId, text } = byId.get(itemId) ?? { externalId: null, text: "" };
        return { id: externalId ?? itemId, score, parts, text };
      }),
      known,
    };
  },
});
