import type { CommandScope } from "#server/commands/define-command.ts";
import { recordChange } from "#server/domains/autonomy/index.ts";

/** How a level came to be what it is. */
export type Change = {
  id: string;
  agent: string;
  action: string;
  kind: string;
  fromLevel: string;
  toLevel: string;
  reason: string;
  evidence: unknown;
  at: Date;
};

/** The newest changes and offers about one agent and action, newest first. */
export function changesOf(
  { tx }: Pick<CommandScope, "tx">,
  { agent, action }: { agent: string; action: string },
): Promise<Change[]> {
  return tx.autonomyChange.findMany({ where: { agent, action }, orderBy: [{ at: "desc" }, { id: "desc" }], take: 100 });
}

/** The newest change of the level itself: what was shown before it counts no more. */
export function levelChangeOf<C extends { kind: string }>(changes: readonly C[]): C | undefined {
  return changes.find(({ kind }) => ["accepted", "demoted", "set"].includes(kind));
}

/** Writes what became of a level or an offer, to its own trail and to the audit trail. */
export async function writeChange(
  scope: CommandScope,
  facts: Pick<Change, "agent" | "action" | "fromLevel" | "toLevel" | "reason"> & {
    kind: "offered" | "withdrawn" | "declined";
    evidence: Record<string, unknown>;
  },
): Promise<void> {
  const { agent, action, kind, fromLevel, toLevel, reason } = facts;
  const id = await recordChange(scope, facts);
  await scope.audit({ subject: { kind: "autonomy", id }, reason, data: { agent, action, kind, fromLevel, toLevel } });
  scope.changed({ topic: "autonomy", id: scope.context.workspaceId });
}
