import type { TimelineEntry } from "#server/domains/run/schema.ts";

/** One piece of the run's picture. Duration in milliseconds; width is its share of the bar, in percent. */
export type BarPiece = {
  key: string;
  title: string;
  kind: "work" | "wait";
  status: TimelineEntry["status"];
  durationMs: number;
  width: number;
};

const drawn = new Set<TimelineEntry["kind"]>(["step", "agent", "effect", "wait"]);

/**
 * Pieces in the order they happened. Widths grow with the logarithm of the duration:
 * a wait of two days and a step of 40 ms both stay visible beside each other.
 */
export function runBar({ timeline, now }: { timeline: TimelineEntry[]; now: number }): BarPiece[] {
  const steps = new Set(timeline.flatMap((entry) => (entry.kind === "step" && entry.step ? [entry.step] : [])));
  const pieces = timeline.flatMap((entry) => {
    // an agent's or an effect's time is part of the step that it worked in
    const counted = entry.kind !== "step" && entry.kind !== "wait" && entry.step !== null && steps.has(entry.step);
    const open = entry.status === "running" || entry.status === "waiting";
    const durationMs = entry.durationMs ?? (open ? Math.max(0, now - entry.at.getTime()) : null);
    return drawn.has(entry.kind) && !counted && durationMs !== null
      ? [{ key: entry.key, title: entry.title, kind: kindOf(entry), status: entry.status, durationMs }]
      : [];
  });
  const weights = pieces.map((piece) => Math.log2(2 + piece.durationMs));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return pieces.map((piece, index) => ({ ...piece, width: ((weights[index] ?? 0) / total) * 100 }));
}

function kindOf(entry: TimelineEntry): BarPiece["kind"] {
  return entry.kind === "wait" || entry.status === "waiting" ? "wait" : "work";
}

/** Milliseconds spent working and waiting. */
export function timeSpent(pieces: BarPiece[]): { workMs: number; waitMs: number } {
  const spent = { workMs: 0, waitMs: 0 };
  for (const piece of pieces) {
    spent[piece.kind === "work" ? "workMs" : "waitMs"] += piece.durationMs;
  }
  return spent;
}
