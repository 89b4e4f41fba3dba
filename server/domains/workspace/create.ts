import { appendAudit } from "#server/commands/audit.ts";
import type { Transaction } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";

/** Makes the workspace that a context names, in a transaction inside it. */
export async function createWorkspace(
  tx: Transaction,
  context: Context,
  input: { name: string; timeZone?: string; currency?: string },
): Promise<void> {
  await tx.workspace.create({ data: { id: context.workspaceId, ...input, createdAt: context.clock.now() } });
  await appendAudit(tx, context, {
    action: "workspace.create",
    subject: { kind: "workspace", id: context.workspaceId },
    data: input,
  });
}
