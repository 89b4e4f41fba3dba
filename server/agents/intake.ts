import { z } from "zod";
import { type Classification, classify, likeCorrected } from "#server/models/classifier/index.ts";
import type { Entity } from "#server/models/entities/entity.ts";
import { readEntities } from "#server/models/entities/read-entities.ts";
import { defineAgent, defineIntent } from "./contract.ts";
import { intakeMeta } from "./meta.ts";

const [understandMeta] = intakeMeta.intents;

const input = z.object({
  subject: z.string(),
  /** the newest part alone, without quotes and signature */
  body: z.string(),
  /** exact facts that the connector read off, e.g. `auto-replied` */
  signals: z.array(z.string()),
  /** the operator's corrections in this workspace, oldest first */
  corrections: z.array(z.object({ text: z.string(), intent: z.string() })),
  /** IANA zone that the operator lives in */
  timeZone: z.string().default("UTC"),
  /** ISO 4217 currency that the operator reckons in */
  currency: z.string().default("EUR"),
});

/** A message as intake is asked about it. */
export type IncomingMessage = z.input<typeof input>;

/** What intake makes of a message. */
export type Understanding = Classification & { entities: Entity[] };

type Rule = { signal: string; intent: string; confidence: number; method: string };

/** Exact signals come before anything learnt; the first that applies decides. */
const rules: readonly Rule[] = [
  {
    signal: "honeypot",
    intent: "spam_offer",
    confidence: 0.97,
    method: "rule: filled in a field that people cannot see",
  },
  { signal: "bounce", intent: "delivery_failure", confidence: 0.97, method: "rule: a mail server's delivery report" },
  { signal: "auto-replied", intent: "out_of_office", confidence: 0.97, method: "rule: Auto-Submitted: auto-replied" },
  { signal: "spam-flag", intent: "spam_offer", confidence: 0.95, method: "rule: marked as spam by the mail server" },
  { signal: "list", intent: "newsletter", confidence: 0.9, method: "rule: List-Id or List-Unsubscribe header" },
  { signal: "bulk", intent: "newsletter", confidence: 0.85, method: "rule: Precedence: bulk" },
];

/** The text that a message is classified by, and that a correction of it is kept as. */
function textToClassify(message: { subject: string; body: string }): string {
  return `${message.subject}\n${message.body}`.trim().slice(0, 4_000);
}

/** Intent and entities of a message: the operator's corrections first, then exact signals, then the classifier. */
export function understandMessage(message: IncomingMessage): Understanding {
  const text = textToClassify(message);
  const { timeZone = "UTC", currency = "EUR" } = message;
  const entities = readEntities({ text: `${message.subject}\n${message.body}`, timeZone, currency });
  if (!text) {
    return { intent: "other", confidence: 0.5, method: "rule: no text", alternatives: [], entities };
  }
  const rule = rules.find(({ signal }) => message.signals.includes(signal));
  const corrected = likeCorrected(text, message.corrections);
  if (corrected) return { ...corrected, alternatives: [], entities };
  if (rule)
    return { intent: rule.intent, confidence: rule.confidence, method: rule.method, alternatives: [], entities };
  return { ...classify(text, message.corrections), entities };
}

const understand = defineIntent({
  purpose: understandMeta.purpose,
  input,
  offlineMethod: understandMeta.offlineMethod,
  decide: async ({ input: message }) => {
    const { intent, confidence, method, alternatives, entities } = understandMessage(message);
    return {
      findings: [
        { label: "Intent", value: intent },
        ...alternatives.map((other) => ({ label: "Or", value: `${other.intent} (${other.confidence.toFixed(2)})` })),
        ...entities.map(({ kind, value, confidence: sureness }) => ({ label: kind, value, confidence: sureness })),
      ],
      proposals: [],
      confidence,
      method,
    };
  },
});

/** The intake agent: reads what comes in, proposes nothing, has no tools. */
export const intake = defineAgent({
  name: intakeMeta.name,
  purpose: intakeMeta.purpose,
  intents: { [understandMeta.name]: understand },
  mayPropose: intakeMeta.actions,
  memory: intakeMeta.memory,
  budget: { modelCallsPerRun: 0 },
});
