import type { Tone } from "#components/ui/badge.tsx";
import type { DeadLetter } from "#server/domains/dead-letter/schema.ts";
import type { SupervisionView } from "#server/domains/supervision/schema.ts";
import type { CircuitView } from "#server/effects/circuit/schema.ts";

type Words = { label: string; tone: Tone };

const findings: Readonly<Record<SupervisionView["finding"], string>> = {
  failed: "A run failed",
  stuck: "A run got stuck",
  "over-sla": "A promise of time was broken",
  looping: "A run went in a circle",
  "no-progress": "A run made no progress",
  poison: "An event could not be read",
  circuit: "An outside system",
};

const remedies: Readonly<Record<SupervisionView["remedy"], Words>> = {
  retry: { label: "tried again", tone: "accent" },
  restart: { label: "restarted", tone: "accent" },
  compensate: { label: "taken back", tone: "warn" },
  escalate: { label: "handed to you", tone: "warn" },
  stop: { label: "stopped", tone: "bad" },
  notify: { label: "told you", tone: "plain" },
  "open-circuit": { label: "calls held", tone: "bad" },
  "close-circuit": { label: "calls go again", tone: "good" },
  "dead-letter": { label: "set aside", tone: "warn" },
};

const systems: Readonly<Record<string, string>> = { mail: "The mail server" };

/** An outside system by its name: "mail" is the mail server. */
export const systemName = (id: string): string => systems[id] ?? id;

/** What was found, in words: the system is named where it is about one. */
export function findingWords({ finding, subject }: Pick<SupervisionView, "finding" | "subject">): string {
  return finding === "circuit" ? systemName(subject.split(":").slice(1).join(":")) : findings[finding];
}

export const remedyWords = (remedy: SupervisionView["remedy"]): Words => remedies[remedy];

const states: Readonly<Record<CircuitView["state"], Words>> = {
  closed: { label: "answers", tone: "good" },
  open: { label: "does not answer", tone: "bad" },
  "half-open": { label: "being tried", tone: "warn" },
};

export const circuitWords = (state: CircuitView["state"]): Words => states[state];

/** How many calls wait: "3 calls wait", "1 call waits". */
export function heldWords(held: number): string {
  if (held === 0) return "nothing waits";
  return held === 1 ? "1 call waits" : `${held} calls wait`;
}

const kinds: Readonly<Record<DeadLetter["kind"], { label: string; again: string }>> = {
  event: { label: "event", again: "Read again" },
  run: { label: "run", again: "Try again" },
  outbox: { label: "message", again: "Send again" },
};

export const letterWords = (kind: DeadLetter["kind"]) => kinds[kind];
