import { recordWords } from "#server/memory/meta.ts";
import type { MemoryDraft } from "../contract.ts";
import { questionsOf } from "../enquiry.ts";
import { companyFrom, placeFrom } from "../identity-rules.ts";
import { oneLine } from "../letter.ts";
import { languageOf } from "./language-of.ts";

type Contact = { id: string; name: string; email: string | null; phone?: string | null; company?: string | null };
type Message = { id: string; subject: string; body: string };

/** Countries that keep one time: elsewhere the country alone does not tell. */
const timeZones: Readonly<Record<string, string>> = {
  Germany: "Europe/Berlin",
  Austria: "Europe/Vienna",
  Switzerland: "Europe/Zurich",
  France: "Europe/Paris",
  Belgium: "Europe/Brussels",
  Netherlands: "Europe/Amsterdam",
  Italy: "Europe/Rome",
  "United Kingdom": "Europe/London",
  Ireland: "Europe/Dublin",
  Denmark: "Europe/Copenhagen",
  Sweden: "Europe/Stockholm",
  Norway: "Europe/Oslo",
  Finland: "Europe/Helsinki",
  Poland: "Europe/Warsaw",
  Czechia: "Europe/Prague",
  Greece: "Europe/Athens",
  Turkey: "Europe/Istanbul",
  India: "Asia/Kolkata",
  Japan: "Asia/Tokyo",
};

const roles =
  "owner|founder|co-founder|ceo|cto|cfo|coo|managing director|director|head of [a-z]+|partner|office manager|project manager|product manager|marketing manager|accountant|bookkeeper|assistant|architect|designer|developer|engineer|head teacher|teacher";
const saidRole = new RegExp(`\\b(?:I am|I'm|I’m|my role is|as) (?:the |an? )?(${roles})\\b`, "iu");
// a person's own line under a letter: the role alone, or with a comma and where
const roleLine = new RegExp(`^(${roles})(?:,[^\\n]{1,60})?$`, "imu");
const calledBy = /\b(?:please |just )?call me (\p{Lu}\p{L}{1,29})\b/u;

/** The lines that are the sender's own. */
const ownLines = (text: string) =>
  text
    .slice(0, 8_000)
    .split("\n")
    .filter((line) => !/^\s*>/u.test(line))
    .join("\n");

/**
 * What a contact's message tells of them: language, preferred name, role, and what they asked for. Each rests on the message,
 * so it waits until the operator confirms it.
 */
export function fromMessage(contact: Contact, message: Message, at: string | null): MemoryDraft[] {
  const label = oneLine(message.subject, 80) || "Their message";
  const common = {
    tier: "profile" as const,
    subject: { kind: "contact" as const, id: contact.id },
    evidence: [{ kind: "message" as const, id: message.id, label }],
  };
  const body = ownLines(message.body);
  const language = languageOf(body);
  const called = calledBy.exec(body)?.[1];
  const stated = saidRole.exec(body)?.[1];
  const role = stated ?? roleLine.exec(body)?.[1];
  const questions = questionsOf(message.body);
  const day = at ? ` on ${at.slice(0, 10)}` : "";
  const found: MemoryDraft[] = [];
  if (language)
    found.push({
      ...common,
      ...{ kind: "fact", key: "language", text: `Writes in ${language.name}` },
      attributes: { language: language.name, by: "the words of a message" },
      confidence: Math.min(0.9, 0.6 + 0.3 * language.share),
    });
  // the greeting reads this one's text: it is the name alone
  if (called)
    found.push({
      ...common,
      ...{ kind: "preference", key: "salutation", text: called },
      attributes: { by: "“call me …” in a message" },
      confidence: 0.85,
    });
  if (role)
    found.push({
      ...common,
      ...{ kind: "fact", key: "role", text: `Role: ${role.toLowerCase()}` },
      attributes: { role: role.toLowerCase(), by: stated ? "their own words" : "a line of their signature" },
      confidence: stated ? 0.85 : 0.65,
    });
  if (questions.length > 0)
    found.push({
      ...common,
      ...{ kind: "summary", text: oneLine(`Asked${day}: ${questions.join(" ")}`, 500) },
      attributes: { by: "questions of a message" },
      confidence: 0.9,
    });
  return found;
}

/** What a contact's record tells of them beside what it says: company by the mail domain, time zone by the country. */
export function fromRecord(contact: Contact): MemoryDraft[] {
  const common = {
    ...{ tier: "profile" as const, kind: "fact" as const },
    subject: { kind: "contact" as const, id: contact.id },
    evidence: [{ kind: "contact" as const, id: contact.id, label: oneLine(contact.name, 80) || "The record" }],
  };
  const company = contact.company ? null : companyFrom(contact.email);
  const place = placeFrom({ email: contact.email, phone: contact.phone ?? null });
  const zone = place && timeZones[place.country.value];
  return [
    ...(company
      ? [
          {
            ...common,
            ...{ key: "company", text: recordWords("company", company.value), confidence: company.confidence },
            attributes: { company: company.value, by: company.because },
          },
        ]
      : []),
    ...(place && zone
      ? [
          {
            ...common,
            ...{ key: "time-zone", text: `Is probably in the time zone ${zone}` },
            attributes: { timeZone: zone, by: place.country.because },
            confidence: Math.max(0.3, place.country.confidence - 0.1),
          },
        ]
      : []),
  ];
}
