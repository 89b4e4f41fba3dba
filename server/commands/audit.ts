import type { Transaction } from "#server/db/transaction.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import type { Context } from "#server/kernel/context.ts";

/** What an audit entry says beside who and when. `data` holds the change itself, JSON only. */
export type AuditFacts = {
  action: string;
  subject: { kind: string; id: string };
  reason?: string;
  snapshotId?: string;
  /** the run that this belongs to, where the caller's context names none */
  runId?: string;
  data?: Record<string, unknown>;
};

/**
 * Appends one entry to the workspace's hash chain, in the transaction of the change it describes.
 * The head's row lock orders writers; each hash covers the entry and the hash before it.
 */
export async function appendAudit(tx: Transaction, context: Context, facts: AuditFacts): Promise<void> {
  const at = context.clock.now();
  const heads = await tx.$queryRaw<{ sequence: number; hash: string }[]>`
    insert into audit_head (workspace_id, sequence, hash) values (${context.workspaceId}::uuid, 0, '')
    on conflict (workspace_id) do update set sequence = audit_head.sequence
    returning sequence, hash`;
  const head = heads[0] ?? { sequence: 0, hash: "" };
  const entry = {
    workspaceId: context.workspaceId,
    sequence: head.sequence + 1,
    actorKind: context.actor.kind,
    actorId: context.actor.id,
    action: facts.action,
    subjectKind: facts.subject.kind,
    subjectId: facts.subject.id,
    runId: facts.runId ?? context.runId ?? null,
    snapshotId: facts.snapshotId ?? null,
    reason: facts.reason ?? null,
    data: JSON.parse(JSON.stringify(facts.data ?? {})),
    previousHash: head.hash,
  };
  const hash = hashOf({ ...entry, at: at.toISOString() });
  await tx.auditEntry.create({ data: { ...entry, at, hash } });
  await tx.auditHead.update({ where: { workspaceId: context.workspaceId }, data: { sequence: entry.sequence, hash } });
}
