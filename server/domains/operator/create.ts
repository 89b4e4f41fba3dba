import { appendAudit } from "#server/commands/audit.ts";
import type { Transaction } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import type { KnownOperator } from "./find.ts";

/** Makes an operator, in a transaction inside their workspace. */
export async function createOperator(
  tx: Transaction,
  context: Context,
  input: { email: string; name: string; passphraseHash: string },
): Promise<KnownOperator> {
  const operator = { id: newId(), workspaceId: context.workspaceId, ...input };
  await tx.operator.create({ data: { ...operator, createdAt: context.clock.now() } });
  await appendAudit(tx, context, {
    action: "operator.create",
    subject: { kind: "operator", id: operator.id },
    data: { email: operator.email, name: operator.name },
  });
  return operator;
}
