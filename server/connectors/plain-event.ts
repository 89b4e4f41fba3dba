import { z } from "zod";
import {
  type CanonicalContact,
  type CanonicalEvent,
  canonicalEvent,
  type StoredEvent,
} from "#server/kernel/canonical-event.ts";
import { asEmail } from "./address.ts";

/** What a sender may call an event: letters, digits and `.`, `_`, `-`, `:`; at most 100 characters. */
export const plainTypePattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;

const text = z.string().nullish().catch(null);
const who = z
  .union([z.string().transform((email) => ({ email, name: null })), z.object({ email: text, name: text })])
  .nullish()
  .catch(null);
const messageSchema = z.object({ from: who, email: text, name: text, to: who, subject: text, text, message: text });
const contactSchema = z.object({ email: text, name: text, company: text, phone: text });
const envelopeSchema = z.object({ data: z.unknown().optional() });

function messageFrom(event: StoredEvent, data: unknown): CanonicalEvent | null {
  const parsed = messageSchema.safeParse(data);
  if (!parsed.success) return null;
  const body = parsed.data.text ?? parsed.data.message;
  if (!body?.trim()) return null;
  const email = asEmail(parsed.data.from?.email ?? parsed.data.email);
  const name = parsed.data.from?.name ?? parsed.data.name ?? null;
  const subject = parsed.data.subject ?? "";
  return canonicalEvent(event.type, {
    contact: email ? { name, email, company: null, phone: null, externalId: null } : null,
    message: {
      channel: "form",
      subject,
      text: body,
      body,
      fromAddress: email ?? "",
      toAddress: asEmail(parsed.data.to?.email) ?? "",
      messageId: null,
      inReplyTo: null,
      references: [],
      at: null,
    },
  });
}

function contactFrom(data: unknown): CanonicalContact | null {
  const parsed = contactSchema.safeParse(data);
  const email = parsed.success ? asEmail(parsed.data.email) : null;
  if (!parsed.success || !email) return null;
  const { name, company, phone } = parsed.data;
  return { email, name: name ?? null, company: company ?? null, phone: phone ?? null, externalId: null };
}

/** Somebody who may become a customer: who it is, and what they say where they say something. */
function leadFrom(event: StoredEvent, data: unknown): CanonicalEvent | null {
  const said = messageFrom(event, data);
  const parsed = messageSchema.safeParse(data).data;
  const known = contactFrom({ ...parsed, ...Object(data), email: parsed?.from?.email ?? parsed?.email });
  if (!known) return null;
  const contact = { ...known, name: parsed?.from?.name ?? known.name };
  return canonicalEvent(event.type, { contact, message: said?.message ?? null });
}

/**
 * An event in our own plain form `{type, data}`, from the API or a signed webhook. `message.received`, `lead.received` and
 * `contact.created` become records; every other type keeps its name, for the workflows that wait for it.
 */
export function normalisePlainEvent(event: StoredEvent): CanonicalEvent {
  const envelope = envelopeSchema.safeParse(event.payload);
  const data = envelope.success ? envelope.data.data : null;
  if (event.type === "message.received") {
    return (
      messageFrom(event, data) ??
      canonicalEvent(event.type, { filed: true, note: "A message without a text: data.text is missing or empty" })
    );
  }
  if (event.type === "lead.received") {
    const lead = leadFrom(event, data);
    return (
      lead ?? canonicalEvent(event.type, { filed: true, note: "A lead without a mail address: data.email is missing" })
    );
  }
  if (event.type === "contact.created" || event.type === "contact.updated") {
    const contact = contactFrom(data);
    return canonicalEvent(event.type, contact ? { contact } : { filed: true, note: "data.email is missing" });
  }
  return canonicalEvent(event.type);
}
