import type { KnownFacts } from "./known-facts.ts";
import { type LogData, type LogRow, textOf } from "./log-row.ts";
import type { TimelineEntry } from "./schema.ts";
import { decisionWords } from "./waiting-words.ts";

const ends: Readonly<Record<string, string>> = {
  executed: "done",
  unknown: "outcome unknown",
  compensated: "taken back",
};

/** "executed, rejected" → "done, rejected"; a sentence stays as it is. */
function outcomeWords(outcome: string): string {
  return outcome
    .split(", ")
    .map((end) => ends[end] ?? end)
    .join(", ");
}

function close(wait: TimelineEntry, at: Date, status: TimelineEntry["status"], outcome: string | null): void {
  wait.status = status;
  wait.durationMs = Math.max(0, at.getTime() - wait.at.getTime());
  wait.title = wait.title.replace(/^Waits/, "Waited");
  wait.method = outcome;
}

/** How far the decisions are that an open wait is for: it closes with the last of them. */
function followDecisions(wait: TimelineEntry, rows: readonly LogRow[], known: KnownFacts): void {
  const words = decisionWords([...known.proposals.values()]);
  if (words) {
    wait.title = words;
    return;
  }
  const last = rows.findLast((row) => row.kind === "approval.decided");
  if (last) close(wait, last.at, "done", null);
}

/** Closes each wait with what ended it: its own end, the last decision that it was for, or the end of the run. */
export function closeWaits(given: {
  entries: readonly TimelineEntry[];
  rows: readonly LogRow[];
  known: KnownFacts;
}): void {
  const { entries, rows, known } = given;
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const places = new Map(rows.map((row, place) => [row.key, place]));
  // a run that was tried again has ended more than once: a wait closes with the end that came after it
  const ends = rows.filter((row) => ["run.succeeded", "run.failed", "run.cancelled"].includes(row.kind));
  for (const wait of entries.filter((entry) => entry.status === "waiting" && entry.kind === "wait")) {
    const end = byKey.get(wait.key.replace(/wait\.started$/, "wait.ended"));
    const data = byKey.get(wait.key)?.data as LogData | null | undefined;
    const outcome = textOf((end?.data as LogData | null | undefined)?.outcome);
    const over = ends.find((row) => (places.get(row.key) ?? 0) > (places.get(wait.key) ?? 0));
    if (end) close(wait, end.at, "done", outcome && outcomeWords(outcome));
    else if (over) close(wait, over.at, "info", null);
    else if (typeof data?.decisions === "number") followDecisions(wait, rows, known);
  }
}
