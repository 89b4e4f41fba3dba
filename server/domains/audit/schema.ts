import { z } from "zod";

/** One entry of the append-only, hash-chained audit trail. */
export const auditRowSchema = z.object({
  sequence: z.int(),
  at: z.date(),
  actorKind: z.string(),
  actorId: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  runId: z.string().nullable(),
  snapshotId: z.string().nullable(),
  reason: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type AuditRow = z.infer<typeof auditRowSchema>;
