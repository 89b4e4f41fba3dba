import type { Tone } from "#components/ui/badge.tsx";
import type { RunStatus } from "#server/domains/run/schema.ts";

export const runStatusWords: Record<RunStatus, { label: string; tone: Tone }> = {
  queued: { label: "Queued", tone: "plain" },
  running: { label: "Running", tone: "accent" },
  waiting: { label: "Waiting", tone: "warn" },
  succeeded: { label: "Finished", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  cancelled: { label: "Cancelled", tone: "plain" },
};

/** A status as stored, for lists whose shape only says "string". */
export function statusOf(status: string): { label: string; tone: Tone } {
  return runStatusWords[status as RunStatus] ?? { label: status, tone: "plain" };
}

const effectWords: Record<string, { label: string; tone: Tone }> = {
  intended: { label: "Intended", tone: "plain" },
  calling: { label: "In flight", tone: "accent" },
  succeeded: { label: "Done", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  unknown: { label: "Outcome unknown", tone: "warn" },
  compensated: { label: "Reversed", tone: "plain" },
};

export function effectStatus(status: string): { label: string; tone: Tone } {
  return effectWords[status] ?? { label: status, tone: "plain" };
}
