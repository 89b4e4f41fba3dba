import type { CommandScope } from "#server/commands/define-command.ts";
import { grantOfRow } from "./read-policy.ts";
import { recordChange } from "./record-change.ts";
import type { AutonomyLevel, ChangeView, GrantChoice } from "./schema.ts";

/** A change of a level, with why it is made and what that rests on. */
export type GrantChange = GrantChoice & {
  kind: ChangeView["kind"];
  /** one sentence for the operator */
  reason: string;
  evidence?: Record<string, unknown>;
};

/** Holds a grant to the end of the transaction and reads it. Before it was ever set, the level is `suggest`. */
export async function lockGrant(
  { tx, context }: CommandScope,
  { agent, action }: { agent: string; action: string },
): Promise<{ level: AutonomyLevel; caps: GrantChoice["caps"]; bar: number | null; revision: number }> {
  await tx.$queryRaw`
    select 1 from pg_advisory_xact_lock(hashtextextended(${`grant:${context.workspaceId}:${agent}:${action}`}, 0))`;
  const row = await tx.autonomyGrant.findFirst({ where: { agent, action } });
  if (!row) return { level: "suggest", caps: {}, bar: null, revision: 0 };
  const { level, caps, bar } = grantOfRow(row);
  return { level, caps, bar, revision: row.revision };
}

/** Writes a grant whose lock the caller holds, with the change in its history and the audit trail. @returns its revision */
export async function writeGrant(scope: CommandScope, change: GrantChange): Promise<{ revision: number }> {
  const { tx, context } = scope;
  const { workspaceId } = context;
  const { agent, action, level, caps, bar } = change;
  const before = await lockGrant(scope, change);
  const revision = before.revision + 1;
  const data = { level, caps, bar, revision, updatedAt: context.clock.now() };
  await tx.autonomyGrant.upsert({
    where: { workspaceId_agent_action: { workspaceId, agent, action } },
    create: { workspaceId, agent, action, ...data },
    update: data,
  });
  const now = { level, caps, bar };
  const { revision: _, ...was } = before;
  const id = await recordChange(scope, {
    ...{ agent, action, kind: change.kind, reason: change.reason },
    ...{ fromLevel: before.level, toLevel: level },
    evidence: { ...change.evidence, before: was, after: now },
  });
  await scope.audit({
    subject: { kind: "autonomy", id: `${agent}:${action}` },
    reason: change.reason,
    data: { changeId: id, kind: change.kind, revision, before: was, after: now },
  });
  scope.changed({ topic: "autonomy", id: `${agent}:${action}` });
  return { revision };
}
