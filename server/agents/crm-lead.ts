import { z } from "zod";
import { recordedContact } from "./background.ts";
import { defineIntent, type Outcome, type ProposalDraft } from "./contract.ts";
import { missingFacts, questionsOf } from "./enquiry.ts";
import { companyFrom } from "./identity-rules.ts";
import { greeting, letter, oneLine, replySubject, signature, threadOf } from "./letter.ts";
import { fromMessage, fromRecord } from "./memories/crm-memories.ts";
import { crmMeta } from "./meta.ts";
import { addressee, incoming, sender } from "./request-parts.ts";

const [, , , acknowledgeMeta, fileMeta] = crmMeta.intents;
const day = 86_400_000;

const wordsOf = (message: { subject: string; body: string } | null) =>
  message ? `${message.subject}\n${message.body}` : "";
const evidenceOf = (contact: { id: string; name: string }, message: { id: string; subject: string } | null) => [
  message
    ? { kind: "message" as const, id: message.id, label: oneLine(message.subject, 80) || "Their message" }
    : { kind: "contact" as const, id: contact.id, label: oneLine(contact.name, 80) },
];

/** The answer that says no more than that the message arrived and when to expect one: ready in a moment. */
export const acknowledgeLead = defineIntent({
  purpose: acknowledgeMeta.purpose,
  input: z.object({ contact: addressee, message: incoming.nullable(), sender }),
  offlineMethod: acknowledgeMeta.offlineMethod,
  decide: async ({ input: { contact, message, sender }, memory }): Promise<Outcome> => {
    const method = 'template "acknowledgement"';
    const mail: ProposalDraft = {
      action: "mail.send",
      input: {
        to: contact.email,
        subject: message ? replySubject(message.subject || "your enquiry") : "Your enquiry",
        body: letter([
          greeting(contact.name, memory),
          "thank you for your enquiry: it has arrived, and I will answer it myself by the end of the next working day.",
          "If it is urgent, answer this mail with a telephone number, and I will call you.",
          signature(sender),
        ]),
        contactId: contact.id,
        ...(message ? threadOf(message) : {}),
      },
      reason: `${oneLine(contact.name, 80)} asked just now; a quick word keeps the lead warm until you answer.`,
      evidence: evidenceOf(contact, message),
      confidence: 0.9,
      method,
      // the words are ours, but the address came from outside
      contactId: contact.id,
    };
    return {
      findings: [{ label: "Promises", value: "an answer by the end of the next working day" }],
      proposals: [mail],
      confidence: 0.9,
      method,
    };
  },
});

const phonePattern = /\+\d[\d ()/.-]{7,20}\d/;

/** Completes the lead's record from its own words, and puts the answer on the list. */
export const fileLead = defineIntent({
  purpose: fileMeta.purpose,
  input: z.object({ contact: recordedContact, message: incoming.nullable(), now: z.iso.datetime() }),
  offlineMethod: fileMeta.offlineMethod,
  decide: async ({ input: { contact, message, now } }): Promise<Outcome> => {
    const words = wordsOf(message);
    const name = oneLine(contact.name, 80);
    const evidence = evidenceOf(contact, message);
    const common = { evidence, contactId: contact.id };
    const company = contact.company ? null : companyFrom(contact.email);
    const phone = contact.phone ? null : (words.match(phonePattern)?.[0] ?? null);
    const fill = { ...(company ? { company: company.value } : {}), ...(phone ? { phone } : {}) };
    const fields = Object.keys(fill);
    const update: ProposalDraft = {
      ...common,
      action: "contact.update",
      input: { contactId: contact.id, ...fill },
      reason: `${name} gave it with the enquiry, and the record does not say it yet: ${fields.join(", ")}.`,
      confidence: company?.confidence ?? 0.8,
      method: "rule: a telephone number in the message, a company in the mail domain",
    };
    const questions = questionsOf(words);
    const missing = missingFacts(words);
    const note = [
      questions.length ? `They ask: ${questions.join(" ")}` : null,
      missing.length ? `Still to be learnt: ${missing.map((fact) => fact.name).join(", ")}.` : null,
    ].filter(Boolean);
    const task: ProposalDraft = {
      ...common,
      action: "task.create",
      input: {
        title: `Answer ${name}${message?.subject ? `: ${oneLine(message.subject, 80)}` : ""}`,
        ...(note.length ? { note: note.join("\n") } : {}),
        dueAt: new Date(Date.parse(now) + day).toISOString().slice(0, 10),
        contactId: contact.id,
      },
      reason: "The acknowledgement promises an answer by the end of the next working day.",
      confidence: 0.8,
      method: "rule: a lead is answered within a day",
    };
    return {
      findings: [
        { label: "Can be filled in", value: fields.join(", ") || "nothing" },
        { label: "Questions asked", value: questions.join(" ") || "none that end in a question mark" },
        { label: "Still missing", value: missing.map((fact) => fact.name).join(", ") || "nothing" },
      ],
      proposals: [...(fields.length ? [update] : []), task],
      memories: [...(message ? fromMessage(contact, message, now) : []), ...fromRecord(contact)],
      confidence: 0.8,
      method: "rules over the lead's words and the record",
    };
  },
});
