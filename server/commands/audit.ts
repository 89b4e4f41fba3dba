import type { Transaction } from "#server/db/transaction.ts";
import { canonicalJson } from "#server/kernel/canonical-json.ts";
import type { Context } from "#server/kernel/context.ts";
import { writeJournal } from "./journal.ts";

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

/** An audit entry as it is written: its columns, and the canonical text that is hashed, in three parts. */
export type AuditRow = {
  at: string;
  actor_kind: string;
  actor_id: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  run_id: string | null;
  snapshot_id: string | null;
  reason: string | null;
  data: unknown;
  /** up to the hash of the entry before this one */
  before_hash: string;
  /** from there up to the entry's sequence */
  before_sequence: string;
  after_sequence: string;
};

const membersOf = (value: object) => canonicalJson(value).slice(1, -1);

/**
 * One entry for the workspace's hash chain. What only its place in the chain tells is left open: the canonical text stands
 * around it, its names in their order.
 */
export function auditRow(context: Context, facts: AuditFacts): AuditRow {
  const { workspaceId, actor } = context;
  const at = context.clock.now().toISOString();
  const { action, subject } = facts;
  const { reason = null, snapshotId = null, runId = context.runId ?? null } = facts;
  const via = actor.kind === "operator" && actor.via ? { via: actor.via } : {};
  const data: unknown = JSON.parse(JSON.stringify({ ...facts.data, ...via }));
  const first = { action, actorId: actor.id, actorKind: actor.kind, at, data };
  const last = { snapshotId, subjectId: subject.id, subjectKind: subject.kind, workspaceId };
  return {
    at,
    actor_kind: actor.kind,
    actor_id: actor.id,
    action,
    subject_kind: subject.kind,
    subject_id: subject.id,
    run_id: runId,
    snapshot_id: snapshotId,
    reason,
    data,
    before_hash: `{${membersOf(first)},"previousHash":"`,
    before_sequence: `",${membersOf({ reason, runId })},"sequence":`,
    after_sequence: `,${membersOf(last)}}`,
  };
}

/** Appends one entry, where no command does it. */
export function appendAudit(tx: Transaction, context: Context, facts: AuditFacts): Promise<void> {
  return writeJournal(tx, context, { audits: [auditRow(context, facts)], announcements: [] });
}
