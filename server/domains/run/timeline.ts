import type { KnownFacts } from "./known-facts.ts";
import { type LogData, type LogRow, textOf } from "./log-row.ts";
import { inWords } from "./plain-words.ts";
import type { TimelineEntry } from "./schema.ts";
import { tell } from "./tellings.ts";
import { closeWaits } from "./timeline-waits.ts";

const linked = [
  ["proposalId", "proposal"],
  ["mailId", "mail"],
  ["invoiceId", "invoice"],
  ["escalationId", "escalation"],
  ["eventId", "event"],
  ["contactId", "contact"],
] as const;

function linkOf(data: LogData): TimelineEntry["link"] {
  for (const [name, kind] of linked) {
    const id = textOf(data[name]);
    if (id) return { kind, id };
  }
  return null;
}

/** What the title, the method and the link say already. */
const told = new Set(["title", "method", "decisions", "clocks", "partial", ...linked.map(([name]) => name)]);

function entryOf(row: LogRow, known: KnownFacts): TimelineEntry {
  const data = (row.data ?? {}) as LogData;
  const { key, step, attempt, durationMs } = row;
  const { details, method, ...telling } = tell(row, data, known);
  const asIs = () =>
    Object.entries(data)
      .filter(([name, value]) => !told.has(name) && value !== null)
      .map(([name, value]) => ({ label: inWords(name), value }));
  // a step is written when it ends, and stands in the story where it began
  const began = telling.kind === "step" ? row.at.getTime() - (durationMs ?? 0) : row.at.getTime();
  return {
    key,
    at: new Date(began),
    step,
    attempt: attempt + 1,
    durationMs,
    inStep: false,
    method: method === undefined ? textOf(data.method) : method,
    details: details ?? asIs(),
    link: linkOf(data),
    ...telling,
  };
}

/** The place of a step that ended: before what was written while it worked. */
function placeOf(entries: readonly TimelineEntry[], row: LogRow): number {
  const name = row.kind === "step.completed" ? row.key.replace(/:completed$/, "") : null;
  const inside = new Set([`${name}:memory.recalled`, `${name}:agent.outcome`]);
  const isInside = ({ key, step }: TimelineEntry) =>
    inside.has(key) || (name !== null && step === name && key.startsWith("memory.refused:"));
  const first = entries.findIndex(isInside);
  return first < 0 ? entries.length : first;
}

const inside = new Set<TimelineEntry["kind"]>(["memory", "agent", "proposal", "policy"]);
const rootOf = (step: string | null) => step?.split(":")[0] ?? null;

/** Marks what follows a step and is of that step, up to whatever else happens. */
function markInside(entries: TimelineEntry[]): void {
  let current: string | null = null;
  for (const entry of entries) {
    if (entry.kind === "step") current = rootOf(entry.step);
    else if (inside.has(entry.kind) && entry.step !== null && rootOf(entry.step) === current) entry.inStep = true;
    else current = null;
  }
}

/** What another entry tells: the end of a wait, of an agent's step, of a condition that was decided. */
function isToldElsewhere({ kind, key, data }: LogRow): boolean {
  if (kind === "wait.ended") return true;
  if (kind !== "step.completed") return false;
  const { output, wentOn } = (data ?? {}) as { output?: { taken?: unknown } | null; wentOn?: unknown };
  return !wentOn && (key.endsWith(":settled") || output?.taken !== undefined);
}

/**
 * A run's log as its story: each step, what happened in it, the waits with how they ended, decisions and effects. The end
 * of a wait closes the entry that began it, so that each stands once; a run that is over leaves nothing waiting.
 */
export function timelineOf(rows: readonly LogRow[], known: KnownFacts): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (const row of rows) {
    if (isToldElsewhere(row)) continue;
    entries.splice(placeOf(entries, row), 0, entryOf(row, known));
  }
  closeWaits({ entries, rows, known });
  markInside(entries);
  return entries;
}
