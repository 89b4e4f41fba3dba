import { z } from "zod";
import type { Evidence } from "#server/domains/proposal/schema.ts";
import { background, recordedContact } from "./background.ts";
import { defineAgent, defineIntent, type Finding, type Outcome } from "./contract.ts";
import { missingFacts, questionsOf } from "./enquiry.ts";
import { colleaguesOf, companyFrom, placeFrom, twinsOf } from "./identity-rules.ts";
import { oneLine } from "./letter.ts";
import { researchMeta } from "./meta.ts";
import { incoming } from "./request-parts.ts";

const [profileLeadMeta] = researchMeta.intents;

const budgetPattern = /[€$£]\s?\d(?:[\d.,]*\d)?k?|\b\d[\d.,]*\s?(?:eur|euros?|usd|dollars?|gbp|pounds?)\b/i;
const timePattern =
  /\b(?:by|before|until|in|from|within)\s+(?:the\s+)?(?:end of\s+|next\s+|early\s+|mid\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|spring|summer|autumn|fall|winter|month|quarter|year|\w+\s+(?:weeks?|months?))\b/i;

type Cited = Finding & { evidence: Evidence[] };

function fromWords(message: z.output<typeof incoming>): Cited[] {
  const evidence: Evidence[] = [
    { kind: "message", id: message.id, label: oneLine(message.subject, 80) || "Their message" },
  ];
  const words = `${message.subject}\n${message.body}`;
  const cited = (label: string, value: string | null | undefined, confidence: number): Cited[] =>
    value ? [{ label, value: oneLine(value, 300), confidence, evidence }] : [];
  const missing = missingFacts(words).map((fact) => fact.name);
  return [
    ...cited("Asks", questionsOf(words).join(" "), 0.9),
    ...cited("Budget named", words.match(budgetPattern)?.[0], 0.85),
    ...cited("Time named", words.match(timePattern)?.[0], 0.75),
    ...cited("Does not say", missing.join(", "), 0.7),
  ];
}

function fromRecords({ contact, background }: Pick<z.output<typeof input>, "contact" | "background">): Cited[] {
  const own: Evidence[] = [{ kind: "contact", id: contact.id, label: oneLine(contact.name, 80) }];
  const { messages, invoices, alike } = background;
  const company = contact.company ? { value: contact.company, confidence: 0.95 } : companyFrom(contact.email);
  const place = placeFrom(contact);
  const others = (label: string, found: readonly { id: string; name: string }[], confidence: number): Cited[] =>
    found.length === 0
      ? []
      : [
          {
            label,
            value: found.map((other) => oneLine(other.name, 80)).join(", "),
            confidence,
            evidence: found.map((other) => ({ kind: "contact", id: other.id, label: oneLine(other.name, 80) })),
          },
        ];
  const met = messages.latest.map(({ id, subject }): Evidence => {
    return { kind: "message", id, label: oneLine(subject, 80) || "A message" };
  });
  const billed = invoices.latest.map(({ id, number }): Evidence => {
    return { kind: "invoice", id, label: `Invoice ${number ?? ""}`.trim() };
  });
  return [
    ...(company ? [{ label: "Company", value: company.value, confidence: company.confidence, evidence: own }] : []),
    ...(place
      ? [{ label: "Country", value: place.country.value, confidence: place.country.confidence, evidence: own }]
      : []),
    ...others("Others of the company", colleaguesOf(contact, alike), 0.8),
    ...others("May be the same person", twinsOf(contact, alike), 0.7),
    ...(messages.out > 0
      ? [{ label: "Written to before", value: `${messages.out} messages`, confidence: 1, evidence: met }]
      : []),
    ...(invoices.count > 0
      ? [{ label: "Bought before", value: `${invoices.count} invoices`, confidence: 1, evidence: billed }]
      : []),
  ];
}

const input = z.object({ contact: recordedContact, message: incoming.nullable(), background });

/** Gathers what is known of a lead. No network: our own records and the lead's words are all that it reads. */
const profileLead = defineIntent({
  purpose: profileLeadMeta.purpose,
  input,
  offlineMethod: profileLeadMeta.offlineMethod,
  decide: async ({ input: { contact, message, background } }): Promise<Outcome> => {
    const findings = [...fromRecords({ contact, background }), ...(message ? fromWords(message) : [])];
    const value = (label: string) => findings.find((finding) => finding.label === label)?.value;
    const parts = [value("Company"), value("Country"), value("Budget named"), value("Time named")].filter(Boolean);
    return {
      findings,
      proposals: [],
      confidence: findings.length ? Math.min(...findings.map((finding) => finding.confidence ?? 1)) : 0.5,
      method: "rules over our own records and the lead's words",
      result: { profile: parts.join(", "), found: findings.length, sources: sourcesOf(findings) },
    };
  },
});

/** How many different records the findings rest on. */
function sourcesOf(findings: readonly Cited[]): number {
  return new Set(findings.flatMap(({ evidence }) => evidence.map(({ kind, id }) => `${kind}:${id}`))).size;
}

/** The research agent: gathers and cites. */
export const research = defineAgent({
  name: researchMeta.name,
  purpose: researchMeta.purpose,
  intents: { [profileLeadMeta.name]: profileLead },
  mayPropose: researchMeta.actions,
  memory: researchMeta.memory,
  budget: { modelCallsPerRun: 0 },
});
