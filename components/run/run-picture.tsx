"use client";

import { useNow } from "#components/ui/now.ts";
import { formatDuration } from "#components/ui/time-format.ts";
import type { TimelineEntry } from "#server/domains/run/schema.ts";
import { type BarPiece, runBar, timeSpent } from "./run-bar.ts";

const colours: Record<TimelineEntry["status"], string> = {
  done: "bg-accent",
  running: "bg-accent animate-pulse",
  failed: "bg-bad",
  waiting: "bg-hover text-warn",
  info: "bg-edge",
};

/** The run at a glance: each step's share of the time, waiting hatched. */
export function RunPicture({ timeline }: { timeline: TimelineEntry[] }) {
  const lastAt = timeline.at(-1)?.at.getTime() ?? 0;
  const pieces = runBar({ timeline, now: useNow() || lastAt });
  const { workMs, waitMs } = timeSpent(pieces);
  if (pieces.length === 0) {
    return null;
  }
  return (
    <figure className="grid grid-cols-1 gap-2">
      <ol className="flex h-9 gap-0.5 overflow-hidden rounded-md">
        {pieces.map((piece) => (
          <li
            key={piece.key}
            style={{ width: `${piece.width}%` }}
            title={`${piece.title}: ${formatDuration(piece.durationMs)}`}
            className={`min-w-1 ${piece.kind === "wait" ? "hatched bg-warn-wash text-warn" : colours[piece.status]}`}
          >
            <span className="sr-only">{`${piece.title}, ${formatDuration(piece.durationMs)}`}</span>
          </li>
        ))}
      </ol>
      <ol aria-hidden="true" className="flex gap-0.5 max-md:hidden">
        {pieces.map((piece) => (
          <PieceLabel key={piece.key} piece={piece} />
        ))}
      </ol>
      <figcaption className="flex flex-wrap gap-x-4 text-small text-soft">
        <span>
          Working <span className="font-medium text-ink">{formatDuration(workMs)}</span>
        </span>
        {waitMs > 0 ? (
          <span>
            waiting <span className="font-medium text-ink">{formatDuration(waitMs)}</span>
          </span>
        ) : null}
        <span className="text-faint">widths on a logarithmic scale</span>
      </figcaption>
    </figure>
  );
}

function PieceLabel({ piece }: { piece: BarPiece }) {
  return (
    <li style={{ width: `${piece.width}%` }} className="min-w-0 overflow-hidden text-caption">
      <span className="block truncate">{piece.title}</span>
      <span className="block truncate text-faint">{formatDuration(piece.durationMs)}</span>
    </li>
  );
}
