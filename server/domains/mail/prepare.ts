import type { CommandScope } from "#server/commands/define-command.ts";
import { env } from "#server/kernel/env.ts";
import { stableId } from "#server/kernel/ids.ts";
import { composeMail, messageIdOf } from "./compose.ts";
import { senderOf } from "./sender.ts";

/** A mail to be written down before it is sent. */
export type MailRequest = {
  effectId: string;
  /** the effect's idempotency key */
  key: string;
  to: string;
  subject: string;
  body: string;
  contactId?: string;
  inReplyTo?: string;
  references?: readonly string[];
};

/**
 * Writes a mail's exact bytes once, in the transaction of the intent. Without an SMTP server it is `kept` and nothing
 * will be sent; that too is settled here, so that a later change of settings cannot send an old mail.
 */
export async function prepareMail(scope: CommandScope, request: MailRequest): Promise<void> {
  const { tx, context } = scope;
  const id = stableId("mail", request.effectId);
  const date = context.clock.now();
  const from = await senderOf(scope);
  const messageId = messageIdOf(request.key, from);
  const { to, subject, body, inReplyTo, references } = request;
  const raw = await composeMail({
    from,
    to,
    subject,
    body,
    messageId,
    date,
    ...(inReplyTo ? { inReplyTo } : {}),
    ...(references ? { references } : {}),
  });
  await tx.mail.createMany({
    skipDuplicates: true,
    data: [
      {
        id,
        workspaceId: context.workspaceId,
        effectId: request.effectId,
        contactId: request.contactId ?? null,
        messageId,
        fromAddress: from,
        toAddress: to,
        subject,
        raw,
        status: env().SMTP_URL ? "sending" : "kept",
        createdAt: date,
      },
    ],
  });
  scope.changed({ topic: "mail", id });
}
