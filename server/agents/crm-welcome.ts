import { z } from "zod";
import { recordedContact } from "./background.ts";
import { defineIntent, type Outcome, type ProposalDraft } from "./contract.ts";
import { enriched } from "./crm-enrich.ts";
import { greeting, letter, oneLine, signature } from "./letter.ts";
import { crmMeta } from "./meta.ts";
import { sender } from "./request-parts.ts";

const welcomeMeta = crmMeta.intents[2];
const day = 86_400_000;
const meetingDays = 3;

const input = z.object({ contact: recordedContact, sender, found: enriched, now: z.iso.datetime() });

/** Completes the record, welcomes the customer, and puts the first meeting on the list: three proposals. */
export const welcomeCustomer = defineIntent({
  purpose: welcomeMeta.purpose,
  input,
  offlineMethod: welcomeMeta.offlineMethod,
  decide: async ({ input: { contact, sender, found, now }, memory }): Promise<Outcome> => {
    const name = oneLine(found.fill.name ?? contact.name, 80);
    const evidence = [{ kind: "contact" as const, id: contact.id, label: name }];
    const common = { evidence, contactId: contact.id };
    const method = 'template "welcome"';
    const fill = Object.entries(found.fill);
    const update: ProposalDraft = {
      ...common,
      action: "contact.update",
      input: { contactId: contact.id, ...found.fill },
      reason: `The record does not say it yet: ${fill.map(([field, value]) => `${field} “${oneLine(value, 80)}”`).join(", ")}.`,
      confidence: found.fillConfidence,
      method: "rule: the mail address tells it, and the field is empty",
    };
    const mail: ProposalDraft = {
      ...common,
      action: "mail.send",
      input: {
        to: contact.email,
        subject: oneLine(`Welcome to ${sender.company}`, 200),
        body: letter([
          greeting(name, memory),
          `welcome, and thank you for choosing ${sender.company}. I look forward to working with you.`,
          "To begin well, let us talk for half an hour about what you need first: send me two times that suit you.",
          "Whatever comes up, just answer this mail. It reaches me directly.",
          signature(sender),
        ]),
        contactId: contact.id,
      },
      reason: `${name} is a new customer, and nothing was written to them yet.`,
      confidence: 0.75,
      method,
    };
    const notes = [
      found.site && `Site: ${found.site}`,
      found.country && `Country: ${found.country}`,
      found.language && `Language: ${found.language}`,
    ].filter(Boolean);
    const task: ProposalDraft = {
      ...common,
      action: "task.create",
      input: {
        title: `First meeting with ${name}`,
        ...(notes.length ? { note: `Found out beforehand, not confirmed. ${notes.join(". ")}.` } : {}),
        dueAt: new Date(Date.parse(now) + meetingDays * day).toISOString().slice(0, 10),
        contactId: contact.id,
      },
      reason: `A first talk within ${meetingDays} days keeps a new customer.`,
      confidence: 0.7,
      method: `rule: a first meeting within ${meetingDays} days`,
    };
    const writes = contact.email !== null && !found.known;
    return {
      findings: [
        {
          label: "Record",
          value: fill.length ? `${fill.map(([field]) => field).join(", ")} can be filled in` : "complete",
        },
        {
          label: "Welcome mail",
          value: writes ? "drafted" : found.known ? "not needed: you have written to them before" : "no mail address",
        },
      ],
      proposals: [...(fill.length ? [update] : []), ...(writes ? [mail] : []), task],
      confidence: 0.75,
      method,
    };
  },
});
