import type { CommandScope } from "#server/commands/define-command.ts";
import { env } from "#server/kernel/env.ts";

/** Whom outgoing mail is from: the workspace's setting, the installation's, or the operator in person. */
export async function senderOf({ tx, context }: Pick<CommandScope, "tx" | "context">): Promise<string> {
  const workspace = await tx.workspace.findUnique({ where: { id: context.workspaceId } });
  const configured = workspace?.mailFrom ?? env().MAIL_FROM;
  if (configured) return configured;
  const operator = await tx.operator.findFirst({ orderBy: { createdAt: "asc" } });
  const name = (workspace?.name ?? "").replace(/[\p{Cc}"<>,;:@\\]/gu, " ").trim();
  const address = operator?.email ?? "operator@localhost";
  return name ? `${name} <${address}>` : address;
}
