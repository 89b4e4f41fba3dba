import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { afterAll, findEntries } from "./find-entries.ts";
import { type AuditRow, auditFilterSchema } from "./schema.ts";
import { tellEntries } from "./tell-entries.ts";

const mostPerPage = 200;

/** A sequence as the text that a caller hands back for the next page. */
const auditCursorSchema = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, "is not one that this list gave")
  .transform(Number)
  .refine((sequence) => sequence <= afterAll, "is not one that this list gave");

/** Audit entries, newest first, as far as a filter lets them through. */
export const listAudit = defineQuery({
  name: "audit.list",
  input: auditFilterSchema.extend({
    /** only entries before this sequence */
    cursor: auditCursorSchema.nullish(),
    limit: z.int().min(1).max(mostPerPage).default(50),
  }),
  access: ["operator", "api_key"],
  scope: "audit:read",
  run: async ({ tx }, { cursor, limit, ...filter }): Promise<{ items: AuditRow[]; nextCursor: string | null }> => {
    const found = await findEntries(tx, filter, { before: cursor ?? afterAll, limit: limit + 1 });
    const items = await tellEntries(tx, found.slice(0, limit));
    return { items, nextCursor: found.length > limit ? String(items.at(-1)?.sequence) : null };
  },
});
