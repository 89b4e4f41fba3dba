import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { type AuditRow, auditRowSchema } from "./schema.ts";

/** Audit entries, newest first: all, one run's or one subject's. */
export const listAudit = defineQuery({
  name: "audit.list",
  input: z.object({
    runId: z.uuid().optional(),
    subject: z.object({ kind: z.string().max(64), id: z.string().max(255) }).optional(),
    /** only entries before this sequence number */
    before: z.int().min(1).optional(),
    limit: z.int().min(1).max(200).default(100),
  }),
  access: ["operator"],
  run: async ({ tx }, input): Promise<{ entries: AuditRow[]; nextBefore: number | null }> => {
    const rows = await tx.auditEntry.findMany({
      where: {
        ...(input.runId ? { runId: input.runId } : {}),
        ...(input.subject ? { subjectKind: input.subject.kind, subjectId: input.subject.id } : {}),
        ...(input.before ? { sequence: { lt: input.before } } : {}),
      },
      orderBy: { sequence: "desc" },
      take: input.limit + 1,
    });
    const page = rows.slice(0, input.limit);
    return {
      entries: page.map((row) => auditRowSchema.parse(row)),
      nextBefore: rows.length > input.limit ? (page.at(-1)?.sequence ?? null) : null,
    };
  },
});
