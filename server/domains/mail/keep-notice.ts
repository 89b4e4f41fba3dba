import type { CommandScope } from "#server/commands/define-command.ts";
import { newId } from "#server/kernel/ids.ts";

/** Keeps a notice to the operator beside outgoing mail, where no mail server is configured: readable, and never sent. */
export async function keepNotice(
  { tx, context, changed }: CommandScope,
  notice: { from: string; to: string; subject: string; messageId: string; raw: string },
): Promise<void> {
  const id = newId();
  const { from, to, subject, messageId, raw } = notice;
  const row = { messageId, fromAddress: from, toAddress: to, subject, raw, status: "kept" };
  await tx.mail.create({ data: { id, workspaceId: context.workspaceId, ...row, createdAt: context.clock.now() } });
  changed({ topic: "mail", id });
}
