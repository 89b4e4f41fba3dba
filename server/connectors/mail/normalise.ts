import { type AddressObject, type Attachment, type ParsedMail, simpleParser } from "mailparser";
import {
  type CanonicalContact,
  type CanonicalEvent,
  type CanonicalFile,
  canonicalEvent,
  plausibleDate,
  type StoredEvent,
} from "#server/kernel/canonical-event.ts";
import { asEmail } from "../address.ts";
import { newestPart } from "./newest-part.ts";
import { mailSignals } from "./signals.ts";

const longestText = 200_000;
const endings: Record<string, string> = {
  "message/rfc822": ".eml",
  "text/plain": ".txt",
  "text/html": ".html",
  "text/calendar": ".ics",
  "application/pdf": ".pdf",
  "image/png": ".png",
  "image/jpeg": ".jpg",
  "image/gif": ".gif",
};
const parserOptions = { skipImageLinks: true, skipTextToHtml: true };

type Person = { name: string | null; email: string | null };

function people(field: AddressObject | AddressObject[] | undefined): Person[] {
  const objects = field === undefined ? [] : Array.isArray(field) ? field : [field];
  return objects
    .flatMap((object) => object.value.flatMap((entry) => entry.group ?? [entry]))
    .map((entry) => ({ name: entry.name?.trim() || null, email: asEmail(entry.address) }));
}

/** Who wrote: the From address, or Reply-To where From is a machine's that nobody reads. */
function writerOf(mail: ParsedMail): Person {
  const from = people(mail.from).find((person) => person.email) ?? people(mail.from)[0] ?? { name: null, email: null };
  const replyTo = people(mail.replyTo).find((person) => person.email);
  const machine = /^(?:no-?reply|do-?not-?reply|notifications?|mailer)\b/.test(from.email ?? "");
  return replyTo && (machine || !from.email) ? { name: replyTo.name ?? from.name, email: replyTo.email } : from;
}

function identifier(text: string | undefined): string | null {
  return /<?([^<>\s]{1,900})>?/.exec(text ?? "")?.[1] ?? null;
}

function referencesOf(mail: ParsedMail): string[] {
  const list = Array.isArray(mail.references) ? mail.references : (mail.references ?? "").split(/\s+/);
  return list.flatMap((text) => identifier(text) ?? []).slice(0, 100);
}

function noteOf(writer: Person, text: string): string | null {
  const notes = [
    writer.email ? null : "It has no sender's address that could be read",
    text ? null : "It has no text",
  ].filter((note) => note !== null);
  return notes.length ? notes.join(". ") : null;
}

/**
 * The text of a message; where there is none, of its first nameless text part, which odd headers made an attachment: that
 * `part` is then no file.
 */
async function textOf(mail: ParsedMail): Promise<{ text: string; part: Attachment | null }> {
  const text = mail.text?.trim();
  if (text) return { text: text.slice(0, longestText), part: null };
  const part = mail.attachments.find(
    ({ contentType, filename, size }) => /^text\/(?:plain|html)$/.test(contentType) && !filename && size < longestText,
  );
  if (!part) return { text: "", part: null };
  const header = Buffer.from(`Content-Type: ${part.contentType}; charset=utf-8\r\n\r\n`);
  const alone = await simpleParser(Buffer.concat([header, part.content]), parserOptions);
  return { text: (alone.text ?? "").trim(), part };
}

/** Everything attached, in the order in which it came; a nameless one is called by its kind, as far as that tells. */
function filesOf(mail: ParsedMail, textPart: Attachment | null): CanonicalFile[] {
  return mail.attachments
    .filter((attachment) => attachment !== textPart)
    .map(({ filename, contentType, content }, index) => ({
      name: filename || `attachment-${index + 1}${endings[contentType] ?? ""}`,
      contentType,
      bytes: content,
    }));
}

async function fromMail(event: StoredEvent, mail: ParsedMail): Promise<CanonicalEvent> {
  const writer = writerOf(mail);
  const { text, part } = await textOf(mail);
  const contact: CanonicalContact | null = writer.email
    ? { name: writer.name, email: writer.email, company: null, phone: null, externalId: null }
    : null;
  const at = plausibleDate(mail.date);
  return canonicalEvent(event.type, {
    occurredAt: at,
    contact,
    signals: mailSignals(mail),
    note: noteOf(writer, text),
    files: filesOf(mail, part),
    message: {
      channel: "mail",
      subject: mail.subject ?? "",
      text,
      body: newestPart(text),
      fromAddress: writer.email ?? "",
      toAddress: people(mail.to)
        .flatMap((person) => person.email ?? [])
        .slice(0, 20)
        .join(", "),
      messageId: identifier(mail.messageId),
      inReplyTo: identifier(mail.inReplyTo),
      references: referencesOf(mail),
      at,
    },
  });
}

/** A raw message (RFC 5322, MIME) as a canonical event. What cannot be parsed at all is filed. */
export async function normaliseMail(event: StoredEvent): Promise<CanonicalEvent> {
  try {
    return await fromMail(event, await simpleParser(Buffer.from(event.raw), parserOptions));
  } catch {
    return canonicalEvent(event.type, { filed: true, note: "This message could not be parsed; it is kept as it came" });
  }
}
