import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";
import {
  type CanonicalContact,
  type CanonicalEvent,
  canonicalEvent,
  plausibleDate,
  type StoredEvent,
} from "#server/kernel/canonical-event.ts";
import { asEmail } from "../address.ts";
import { newestPart } from "./newest-part.ts";
import { mailSignals } from "./signals.ts";

const longestText = 200_000;
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

function noteOf(mail: ParsedMail, writer: Person, text: string): string | null {
  const names = mail.attachments.map((attachment) => attachment.filename ?? attachment.contentType);
  const notes = [
    writer.email ? null : "It has no sender's address that could be read",
    text ? null : "It has no text",
    names.length ? `Attached, kept with the raw message: ${names.slice(0, 10).join(", ")}` : null,
  ].filter((note) => note !== null);
  return notes.length ? notes.join(". ") : null;
}

/** The text of a message; where there is none, of its first nameless text part, which odd headers made an attachment. */
async function textOf(mail: ParsedMail): Promise<string> {
  const text = mail.text?.trim();
  if (text) return text.slice(0, longestText);
  const part = mail.attachments.find(
    ({ contentType, filename, size }) => /^text\/(?:plain|html)$/.test(contentType) && !filename && size < longestText,
  );
  if (!part) return "";
  const header = Buffer.from(`Content-Type: ${part.contentType}; charset=utf-8\r\n\r\n`);
  const alone = await simpleParser(Buffer.concat([header, part.content]), parserOptions);
  return (alone.text ?? "").trim();
}

async function fromMail(event: StoredEvent, mail: ParsedMail): Promise<CanonicalEvent> {
  const writer = writerOf(mail);
  const text = await textOf(mail);
  const contact: CanonicalContact | null = writer.email
    ? { name: writer.name, email: writer.email, company: null, phone: null, externalId: null }
    : null;
  const at = plausibleDate(mail.date);
  return canonicalEvent(event.type, {
    occurredAt: at,
    contact,
    signals: mailSignals(mail),
    note: noteOf(mail, writer, text),
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
