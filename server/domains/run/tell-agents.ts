import { z } from "zod";
import { intentPhrase } from "#server/domains/event/index.ts";
import { intakeOutcomeSchema } from "#server/domains/event/schema.ts";
import { type LogData, lineOf, type Telling, textOf } from "./log-row.ts";
import { agentName, intentPurpose, inWords, percent, sureness } from "./plain-words.ts";

const findings = z.array(
  z.object({
    label: z.string(),
    value: z.unknown(),
    confidence: z.number().optional(),
    evidence: z.array(z.object({ label: z.string() })).default([]),
  }),
);
const drafts = z.array(z.object({ action: z.string(), confidence: z.number() }));
const recalled = z.array(z.object({ text: z.string(), why: z.string() }));
const byOperator = "you said so";

/** What intake made of the event: how it read it, how sure it is, what else it could be, what it names. */
export function tellIntake(data: LogData): Telling {
  const read = intakeOutcomeSchema.safeParse(data).data;
  if (!read) return { kind: "agent", title: "Intake read it", status: "done" };
  const { intent, confidence, method, alternatives, entities } = read;
  const corrected = method === byOperator;
  const others = alternatives.map((other) => `${intentPhrase(other.intent)} (${percent(other.confidence)})`);
  return {
    kind: "agent",
    status: "done",
    title: corrected ? `You read it as ${intentPhrase(intent)}` : `Intake read it as ${intentPhrase(intent)}`,
    method: corrected ? "your correction" : lineOf(method, sureness(confidence)),
    details: [
      ...(others.length
        ? [{ label: corrected ? "Intake had read it as" : "It could also be", value: others.join(", ") }]
        : []),
      ...entities.map(({ kind, text, value }) => ({
        label: inWords(kind),
        value: text === value ? text : `${text} (${value})`,
      })),
    ],
  };
}

/** A finding with how sure it is and what it rests on, where it says so. */
function tellFinding({ label, value, confidence, evidence }: z.output<typeof findings>[number]) {
  const from = evidence.length ? `from ${evidence.map((item) => item.label).join(", ")}` : null;
  const words = [sureness(confidence), from].filter(Boolean);
  return { label, value: words.length ? `${String(value)} · ${words.join(" · ")}` : value };
}

/** An agent's answer: what it was asked, what it found, what it proposes. */
export function tellAgent(data: LogData): Telling {
  const agent = textOf(data.agent);
  const intent = textOf(data.intent);
  const purpose = agent && intent ? intentPurpose(agent, intent) : null;
  const proposals = drafts.safeParse(data.proposals).data ?? [];
  const snapshot = textOf(data.snapshotId);
  return {
    kind: "agent",
    status: "done",
    title: `${agent ? agentName(agent) : "An agent"} answered${purpose ? ` “${purpose}”` : ""}`,
    method: lineOf(textOf(data.method), sureness(data.confidence)),
    details: [
      ...(findings.safeParse(data.findings).data ?? []).map(tellFinding),
      ...(proposals.length ? [{ label: "Proposes", value: proposals.map(({ action }) => action).join(", ") }] : []),
      ...(snapshot ? [{ label: "Snapshot", value: snapshot }] : []),
    ],
  };
}

/** What memory gave, each item with why it came up. */
export function tellRecall(data: LogData): Telling {
  const items = recalled.safeParse(data.items).data ?? [];
  const title = items.length === 1 ? "1 memory recalled" : `${items.length} memories recalled`;
  return {
    kind: "memory",
    status: "info",
    title: items.length ? title : "Nothing relevant in memory",
    method: [...new Set(items.map(({ why }) => why))].slice(0, 3).join("; ") || null,
    details: items.map(({ text, why }) => ({ label: why, value: text })),
  };
}

const remembered = z.array(z.object({ text: z.string(), quarantined: z.boolean() }));
const notWritten = z.array(z.object({ text: z.string(), because: z.string() }));

/** What an agent had remembered: what waits for the operator's word, and what was not written, with why. */
export function tellWritten(data: LogData): Telling {
  const items = remembered.safeParse(data.items).data ?? [];
  const refused = notWritten.safeParse(data.refused).data ?? [];
  const waiting = items.filter(({ quarantined }) => quarantined).length;
  const title = items.length === 1 ? "1 fact remembered" : `${items.length} facts remembered`;
  return {
    kind: "memory",
    status: "info",
    title: items.length > 0 ? title : "Nothing remembered",
    method: waiting > 0 ? `${waiting} of them in quarantine: from outside, and not used until you confirm` : null,
    details: [
      ...items.map(({ text, quarantined }) => ({ label: quarantined ? "In quarantine" : "Remembered", value: text })),
      ...refused.map(({ text, because }) => ({ label: because, value: text })),
    ],
  };
}
