import { hashOf } from "#server/kernel/canonical-json.ts";

/** An entry of the audit trail as it is stored: `hash` is over the canonical JSON of all the others. */
export type AuditLink = {
  workspaceId: string;
  sequence: number;
  at: Date;
  actorKind: string;
  actorId: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  runId: string | null;
  snapshotId: string | null;
  reason: string | null;
  data: unknown;
  previousHash: string;
  hash: string;
};

/** Whether an entry is what was hashed when it was written. */
export function isUnchanged({ hash, at, ...rest }: AuditLink): boolean {
  return hashOf({ ...rest, at: at.toISOString() }) === hash;
}
