import { z } from "zod";
import {
  type CanonicalEvent,
  type CanonicalFile,
  canonicalEvent,
  type StoredEvent,
} from "#server/kernel/canonical-event.ts";
import { mediaTypeOf } from "#server/kernel/request-body.ts";
import { asEmail } from "../address.ts";
import { readPostedForm } from "./posted-form.ts";

const payloadSchema = z.object({ fields: z.record(z.string(), z.string()) });

const honeypots = new Set(["_gotcha", "_honeypot"]);
const named = {
  email: /^(?:your[-_ ]?)?(?:e-?mail|email[-_ ]?address|reply[-_ ]?to|from)$/i,
  name: /^(?:your[-_ ]?|full[-_ ]?)?name$/i,
  firstName: /^(?:first[-_ ]?name|given[-_ ]?name)$/i,
  lastName: /^(?:last[-_ ]?name|family[-_ ]?name|surname)$/i,
  subject: /^(?:your[-_ ]?)?(?:subject|topic|title)$/i,
  message: /^(?:your[-_ ]?)?(?:message|text|body|comments?|enquiry|inquiry|question|details|description)$/i,
  phone: /^(?:your[-_ ]?)?(?:phone|tel|telephone|mobile|phone[-_ ]?number)$/i,
  company: /^(?:company|organi[sz]ation|business)(?:[-_ ]?name)?$/i,
};

type Fields = [name: string, value: string][];

function take(fields: Fields, pattern: RegExp): string | null {
  const index = fields.findIndex(([name, value]) => pattern.test(name.trim()) && value.trim());
  return index === -1 ? null : (fields.splice(index, 1)[0]?.[1].trim() ?? null);
}

/** The address field, or else the first field whose whole value is a mail address. */
function takeEmail(fields: Fields): string | null {
  const byName = fields.findIndex(([name, value]) => named.email.test(name.trim()) && asEmail(value));
  const index = byName === -1 ? fields.findIndex(([, value]) => asEmail(value)) : byName;
  return index === -1 ? null : asEmail(fields.splice(index, 1)[0]?.[1]);
}

/** The files of a multipart post, read from the bytes as they came; the payload has the fields alone. Null when they cannot be. */
async function filesOf({ contentType, raw }: StoredEvent): Promise<CanonicalFile[] | null> {
  if (mediaTypeOf(contentType) !== "multipart/form-data") return [];
  const posted = await readPostedForm({ body: raw, contentType }).catch(() => null);
  if (!posted) return null;
  return Promise.all(
    posted.files.map(async (file) => ({ name: file.name, contentType: file.type, bytes: await file.bytes() })),
  );
}

/** A form post as a canonical message: known fields by their usual names, all others below the message. */
export async function normaliseForm(event: StoredEvent): Promise<CanonicalEvent> {
  const parsed = payloadSchema.safeParse(event.payload);
  const all: Fields = parsed.success ? Object.entries(parsed.data.fields) : [];
  const fields = all.filter(([name, value]) => !honeypots.has(name) && name !== "_id" && value.trim());
  if (!fields.length) return canonicalEvent(event.type, { filed: true, note: "The form came without any text" });
  const trapped = all.some(([name, value]) => honeypots.has(name) && value.trim());
  const email = takeEmail(fields);
  const [first, last] = [take(fields, named.firstName), take(fields, named.lastName)];
  const name = take(fields, named.name) ?? ([first, last].filter(Boolean).join(" ") || null);
  const [phone, company] = [take(fields, named.phone), take(fields, named.company)];
  const subject = take(fields, named.subject);
  const message = take(fields, named.message);
  const others = fields.map(([label, value]) => `${label}: ${value.trim()}`).join("\n");
  const files = await filesOf(event);
  const notes = [
    ...(email ? [] : ["The form gave no mail address to answer to"]),
    ...(files ? [] : ["Its files could not be read; they are kept with the raw post"]),
  ];
  return canonicalEvent(event.type, {
    contact: email ? { name, email, company, phone, externalId: null } : null,
    signals: trapped ? ["honeypot"] : [],
    note: notes.join(". ") || null,
    files: files ?? [],
    message: {
      channel: "form",
      subject: subject ?? "Website enquiry",
      text: [message, others].filter(Boolean).join("\n\n"),
      body: message ?? others,
      fromAddress: email ?? "",
      toAddress: "",
      messageId: null,
      inReplyTo: null,
      references: [],
      at: null,
    },
  });
}
