import type { CommandScope } from "#server/commands/define-command.ts";
import { stableId } from "#server/kernel/ids.ts";
import { bareAddress } from "./compose.ts";

/** Brings a mail's row in line with its effect's outcome; one that left (or is kept) joins the conversation. */
export async function settleMail(
  scope: CommandScope,
  ending: {
    effectId: string;
    status: "kept" | "sent" | "failed" | "unknown" | "sending";
    response?: string;
    /** what the conversation shows */
    body: string;
    inReplyTo?: string;
  },
): Promise<void> {
  const { tx, context } = scope;
  const mail = await tx.mail.findUnique({ where: { effectId: ending.effectId } });
  if (!mail) return;
  const now = context.clock.now();
  await tx.mail.update({
    where: { id: mail.id },
    data: {
      status: ending.status,
      response: ending.response?.slice(0, 1000) ?? null,
      sentAt: ending.status === "sent" ? now : null,
    },
  });
  scope.changed({ topic: "mail", id: mail.id });
  if (ending.status !== "sent" && ending.status !== "kept") return;
  const answered = ending.inReplyTo
    ? await tx.message.findFirst({ where: { messageId: ending.inReplyTo }, orderBy: { at: "desc" } })
    : null;
  await tx.message.createMany({
    skipDuplicates: true,
    data: [
      {
        id: stableId("message", ending.effectId),
        workspaceId: context.workspaceId,
        contactId: mail.contactId,
        effectId: ending.effectId,
        direction: "out",
        channel: "mail",
        subject: mail.subject,
        text: ending.body,
        body: ending.body,
        fromAddress: bareAddress(mail.fromAddress),
        toAddress: mail.toAddress,
        messageId: mail.messageId,
        inReplyTo: ending.inReplyTo ?? null,
        threadKey: answered?.threadKey ?? ending.inReplyTo ?? mail.messageId,
        taint: "operator",
        at: now,
      },
    ],
  });
  if (mail.contactId) scope.changed({ topic: "contact", id: mail.contactId });
}
