import type { z } from "zod";
import { Prisma } from "#server/db/generated/client.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { type AuditWindow, conditionsOf } from "./conditions.ts";
import type { AuditFilter, auditEntrySchema } from "./schema.ts";

/** An entry as it is stored. */
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** Beyond every sequence. */
export const afterAll = 2_147_483_647;

/** The newest entries are looked at one by one: what occurs often is found there, and needs no index. */
const nearby = 2_000;

const columns = Prisma.sql`e.workspace_id as "workspaceId", e.sequence, e.at, e.actor_kind as "actorKind",
  e.actor_id as "actorId", e.action, e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.run_id as "runId",
  e.snapshot_id as "snapshotId", e.reason, e.data, e.previous_hash as "previousHash", e.hash`;

function newestIn(tx: Transaction, filter: AuditFilter, window: AuditWindow, limit: number): Promise<AuditEntry[]> {
  return tx.$queryRaw<AuditEntry[]>`select ${columns} from audit_entry e
    where ${conditionsOf(filter, window)} order by e.sequence desc limit ${limit}`;
}

/** Entries that fulfil a filter, newest first, from before a sequence on. */
export async function findEntries(
  tx: Transaction,
  filter: AuditFilter,
  { before, limit }: { before: number; limit: number },
): Promise<AuditEntry[]> {
  const head = await tx.auditHead.findFirst({ select: { sequence: true } });
  const border = Math.max(0, Math.min(before, (head?.sequence ?? 0) + 1) - nearby);
  const near = await newestIn(tx, filter, { after: border - 1, before, thorough: false }, limit);
  if (near.length === limit || border === 0) return near;
  const far = { after: -1, before: border, thorough: true };
  return [...near, ...(await newestIn(tx, filter, far, limit - near.length))];
}

/** The same, oldest first, from after a sequence on: for going through all of them. */
export function followEntries(
  tx: Transaction,
  filter: AuditFilter,
  { after, before, limit }: { after: number; before: number; limit: number },
): Promise<AuditEntry[]> {
  return tx.$queryRaw<AuditEntry[]>`select ${columns} from audit_entry e
    where ${conditionsOf(filter, { after, before, thorough: true })} order by e.sequence limit ${limit}`;
}
