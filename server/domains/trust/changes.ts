import type { CommandScope } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import { newId } from "#server/kernel/ids.ts";

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

/** Writes what became of a level or an offer, to its own trail and to the audit trail. */
export async function writeChange(
  scope: CommandScope,
  facts: Pick<Change, "agent" | "action" | "fromLevel" | "toLevel" | "reason"> & {
    kind: "offered" | "withdrawn" | "declined";
    evidence: Prisma.InputJsonObject;
  },
): Promise<void> {
  const { tx, context } = scope;
  const { agent, action, kind, fromLevel, toLevel, reason, evidence } = facts;
  const id = newId();
  await tx.autonomyChange.create({
    data: {
      id,
      workspaceId: context.workspaceId,
      agent,
      action,
      kind,
      fromLevel,
      toLevel,
      reason,
      evidence,
      at: context.clock.now(),
    },
  });
  await scope.audit({ subject: { kind: "autonomy", id }, reason, data: { agent, action, kind, fromLevel, toLevel } });
  scope.changed({ topic: "autonomy", id: context.workspaceId });
}
