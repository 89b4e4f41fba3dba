import { z } from "zod";
import { background, recordedContact } from "./background.ts";
import { defineIntent, type Finding, type Outcome } from "./contract.ts";
import { colleaguesOf, companyFrom, type Guess, nameFrom, ownDomain, placeFrom, twinsOf } from "./identity-rules.ts";
import { oneLine } from "./letter.ts";
import { fromRecord } from "./memories/crm-memories.ts";
import { crmMeta } from "./meta.ts";

const enrichMeta = crmMeta.intents[1];
/** Below this a likeness is a finding; from it on the operator is asked before anybody is welcomed twice. */
const sureTwin = 0.9;

/** What the enrichment hands on to the steps that act on it. */
export const enriched = z.object({
  /** values for fields that are empty in the record, with how sure they are */
  fill: z.object({ name: z.string().optional(), company: z.string().optional() }),
  fillConfidence: z.number(),
  site: z.string().nullable(),
  country: z.string().nullable(),
  language: z.string().nullable(),
  /** another record that is almost certainly the same customer */
  twin: z.object({ id: z.string(), name: z.string(), email: z.string().nullable(), because: z.string() }).nullable(),
  /** we have written to them before */
  known: z.boolean(),
});
type Enriched = z.output<typeof enriched>;

const input = z.object({ contact: recordedContact, background });

/** Finds out what a new customer's record does not say yet, from what is there: no network. */
export const enrichCustomer = defineIntent({
  purpose: enrichMeta.purpose,
  input,
  offlineMethod: enrichMeta.offlineMethod,
  decide: async ({ input: { contact, background } }): Promise<Outcome> => {
    const { messages, invoices, alike } = background;
    const own = { kind: "contact" as const, id: contact.id, label: oneLine(contact.name, 80) };
    const nameless = contact.name === contact.email || !/\s/.test(contact.name.trim());
    const name = nameless && contact.name.includes("@") ? nameFrom(contact.email) : null;
    const company = contact.company ? null : companyFrom(contact.email);
    const domain = ownDomain(contact.email);
    const place = placeFrom(contact);
    const twins = twinsOf(contact, alike);
    const colleagues = colleaguesOf(contact, alike);
    const [first] = twins;
    const told = (label: string, guess: Guess | null | undefined): Finding[] =>
      guess
        ? [{ label, value: `${guess.value}, by ${guess.because}`, confidence: guess.confidence, evidence: [own] }]
        : [];
    const findings: Finding[] = [
      ...told("Name", name),
      ...told("Company", company),
      ...(domain ? [{ label: "Site", value: `https://${domain}`, confidence: 0.7, evidence: [own] }] : []),
      ...told("Country", place?.country),
      ...told("Language", place?.language),
      ...twins.map((twin) => ({
        label: "May be the same customer",
        value: `${oneLine(twin.name, 80)} (${twin.email ?? "no mail address"}): ${twin.because}`,
        confidence: twin.confidence,
        evidence: [{ kind: "contact" as const, id: twin.id, label: oneLine(twin.name, 80) }],
      })),
      {
        label: "Colleagues",
        value: colleagues.map((other) => oneLine(other.name, 80)).join(", ") || "none in the records",
      },
      {
        label: "Earlier",
        value: `${messages.in} messages from them, ${messages.out} to them, ${invoices.count} invoices`,
        confidence: 1,
        evidence: [
          ...messages.latest.slice(0, 2).map(({ id, subject }) => {
            return { kind: "message" as const, id, label: oneLine(subject, 80) || "A message" };
          }),
          ...invoices.latest.slice(0, 2).map(({ id, number }) => {
            return { kind: "invoice" as const, id, label: `Invoice ${number ?? ""}`.trim() };
          }),
        ],
      },
    ];
    const filled = [name, company].filter((guess) => guess !== null);
    const result: Enriched = {
      fill: { ...(name ? { name: name.value } : {}), ...(company ? { company: company.value } : {}) },
      fillConfidence: Math.min(1, ...filled.map((guess) => guess.confidence)),
      site: domain ? `https://${domain}` : null,
      country: place?.country.value ?? null,
      language: place?.language.value ?? null,
      twin:
        first && first.confidence >= sureTwin
          ? { id: first.id, name: first.name, email: first.email, because: first.because }
          : null,
      known: messages.out > 0,
    };
    const confidence = Math.min(0.95, ...filled.map((guess) => guess.confidence));
    return {
      findings,
      proposals: [],
      memories: fromRecord(contact),
      confidence,
      method: "rules over the record, the mail domain and the phone prefix",
      result,
    };
  },
});
