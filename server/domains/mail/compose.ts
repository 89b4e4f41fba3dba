import MailComposer from "nodemailer/lib/mail-composer";
import { AppError } from "#server/kernel/errors.ts";

/** What a mail is made of. Addresses may carry a display name. */
export type MailParts = {
  from: string;
  to: string;
  subject: string;
  body: string;
  /** without angle brackets' content changed: as it stands in the header */
  messageId: string;
  inReplyTo?: string;
  references?: readonly string[];
  date: Date;
  /** nobody wrote it and nobody is to answer it (RFC 3834): also what keeps our own intake from taking it for a letter */
  automatic?: boolean;
};

/** The bare address in a sender: "Harbour Lane <hello@harbourlane.test>" → "hello@harbourlane.test". */
export function bareAddress(text: string): string {
  return (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim();
}

/** The Message-ID that belongs to an effect's key: a resent mail carries the same one, so that receivers can drop it. */
export function messageIdOf(key: string, from: string): string {
  const domain = bareAddress(from).split("@")[1] ?? "localhost";
  return `<${key.slice(0, 40)}@${domain}>`;
}

/**
 * The exact bytes of a mail (RFC 5322), to be kept and sent as they are.
 * @throws AppError internal when the parts do not make a mail
 */
export async function composeMail(parts: MailParts): Promise<string> {
  const composer = new MailComposer({
    from: parts.from,
    to: parts.to,
    subject: parts.subject,
    text: parts.body,
    messageId: parts.messageId,
    date: parts.date,
    newline: "windows",
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(parts.automatic ? { headers: { "Auto-Submitted": "auto-generated" } } : {}),
    ...(parts.inReplyTo
      ? { inReplyTo: parts.inReplyTo, references: [...(parts.references ?? [parts.inReplyTo])] }
      : {}),
  });
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    composer.compile().build((error: Error | null, message?: Buffer) => {
      if (error || !message) reject(new AppError("internal", "The mail cannot be composed", { cause: error }));
      else resolve(message);
    });
  });
  return bytes.toString("utf8");
}
