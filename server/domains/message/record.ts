import type { CommandScope } from "#server/commands/define-command.ts";
import type { CanonicalMessage } from "#server/kernel/canonical-event.ts";
import { stableId } from "#server/kernel/ids.ts";
import { storableText } from "#server/kernel/json-text.ts";

/**
 * The conversation a message belongs to: that of any message it refers to, else the first id in its references
 * (RFC 5322, 3.6.4), else its own. So an answer that arrives before its question still meets it.
 */
async function threadOf({ tx }: CommandScope, message: CanonicalMessage, eventId: string): Promise<string> {
  const refersTo = [...message.references, ...(message.inReplyTo ? [message.inReplyTo] : [])].map(cleanId);
  if (refersTo.length) {
    const known = await tx.message.findFirst({
      where: { messageId: { in: refersTo } },
      orderBy: { at: "asc" },
      select: { threadKey: true },
    });
    if (known) return known.threadKey;
  }
  return refersTo[0] ?? (message.messageId ? cleanId(message.messageId) : eventId);
}

const cleanId = (text: string) => storableText(text, 900);

/** Keeps the message that an event carries; once per event. @returns the message's id */
export async function recordMessage(
  scope: CommandScope,
  given: {
    message: CanonicalMessage;
    eventId: string;
    contactId: string | null;
    taint: string;
    receivedAt: Date;
  },
): Promise<string> {
  const { message, eventId } = given;
  const { workspaceId } = scope.context;
  const id = stableId("message", workspaceId, eventId);
  await scope.tx.message.createMany({
    skipDuplicates: true,
    data: [
      {
        id,
        workspaceId,
        eventId,
        contactId: given.contactId,
        direction: "in",
        channel: message.channel,
        subject: storableText(message.subject, 500),
        text: storableText(message.text),
        body: storableText(message.body),
        fromAddress: storableText(message.fromAddress, 320),
        toAddress: storableText(message.toAddress, 2_000),
        messageId: message.messageId === null ? null : cleanId(message.messageId),
        inReplyTo: message.inReplyTo === null ? null : cleanId(message.inReplyTo),
        threadKey: await threadOf(scope, message, eventId),
        taint: given.taint,
        at: message.at ?? given.receivedAt,
      },
    ],
  });
  return id;
}
