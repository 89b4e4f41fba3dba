import type { CommandScope } from "#server/commands/define-command.ts";
import { newId } from "#server/kernel/ids.ts";
import type { ChangeView } from "./schema.ts";

type RecordedChange = Omit<ChangeView, "id" | "at" | "fromLevel" | "toLevel"> & {
  fromLevel: string;
  toLevel: string;
  evidence: unknown;
};

/** Writes one line of how a level came to be what it is. The caller writes the audit entry. @returns its id */
export async function recordChange({ tx, context }: CommandScope, change: RecordedChange): Promise<string> {
  const { agent, action, kind, fromLevel, toLevel, reason } = change;
  const id = newId();
  const evidence = JSON.parse(JSON.stringify(change.evidence));
  const line = { agent, action, kind, fromLevel, toLevel, reason, evidence };
  await tx.autonomyChange.create({
    data: { ...line, id, workspaceId: context.workspaceId, at: context.clock.now() },
  });
  return id;
}
