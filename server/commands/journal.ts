import type { Transaction } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import type { AuditRow } from "./audit.ts";
import type { OutboxRow } from "./outbox.ts";

/** What a transaction says of itself: entries for the audit trail and for the outbox, in their order. */
export type Journal = { audits: AuditRow[]; announcements: OutboxRow[] };

/**
 * Writes both in one statement. An entry's hash covers the one before it and its own sequence, which are known only under
 * the lock on the chain's head, so the database completes each canonical text and hashes it, link by link.
 * @returns how many audit entries were written: none where the workspace has no chain yet
 */
async function write(tx: Transaction, workspaceId: string, journal: Journal): Promise<number> {
  const audits = JSON.stringify(journal.audits.map((audit, index) => ({ ...audit, place: index + 1 })));
  const [written] = await tx.$queryRaw<{ entries: number }[]>`/* journal */
    with recursive said as materialized (
      select * from json_to_recordset(${audits}::json) as s (place integer, at timestamptz, actor_kind text, actor_id text,
        action text, subject_kind text, subject_id text, run_id uuid, snapshot_id uuid, reason text, data jsonb,
        before_hash text, before_sequence text, after_sequence text)
    ), head as materialized (
      select sequence, hash from audit_head where workspace_id = ${workspaceId}::uuid for update
    ), chain as (
      select 0 as place, sequence, hash, '' as previous_hash from head
      union all
      select said.place, chain.sequence + 1, encode(sha256(convert_to(before_hash || chain.hash || before_sequence
        || (chain.sequence + 1) || after_sequence, 'UTF8')), 'hex'), chain.hash
      from chain join said on said.place = chain.place + 1
    ), entered as (
      insert into audit_entry (workspace_id, sequence, at, actor_kind, actor_id, action, subject_kind, subject_id, run_id,
        snapshot_id, reason, data, previous_hash, hash)
      select ${workspaceId}::uuid, sequence, at, actor_kind, actor_id, action, subject_kind, subject_id, run_id,
        snapshot_id, reason, data, previous_hash, hash
      from chain join said using (place)
      returning 1
    ), moved as (
      update audit_head set sequence = last.sequence, hash = last.hash
      from (select sequence, hash from chain order by place desc limit 1) last
      where workspace_id = ${workspaceId}::uuid
    ), announced as (
      insert into outbox_entry (id, workspace_id, name, data, created_at)
      select id, ${workspaceId}::uuid, name, data, created_at
      from json_to_recordset(${JSON.stringify(journal.announcements)}::json)
        as o (id uuid, name text, data jsonb, created_at timestamptz)
    )
    select count(*)::integer as entries from entered`;
  return written?.entries ?? 0;
}

/** Appends what a transaction has to say, at its end and in it: the chain's head is locked no longer than it must be. */
export async function writeJournal(tx: Transaction, context: Context, journal: Journal): Promise<void> {
  const { workspaceId } = context;
  const { audits } = journal;
  if (!audits.length && !journal.announcements.length) return;
  if ((await write(tx, workspaceId, journal)) === audits.length) return;
  await tx.$executeRaw`insert into audit_head (workspace_id, sequence, hash) values (${workspaceId}::uuid, 0, '')
    on conflict (workspace_id) do nothing`;
  await write(tx, workspaceId, { audits, announcements: [] });
}
