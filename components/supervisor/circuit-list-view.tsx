"use client";

import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { CircuitView } from "#server/effects/circuit/schema.ts";
import { circuitWords, heldWords, systemName } from "./supervisor-words.ts";

type CircuitListViewProps = { circuits: CircuitView[]; busyId: string | null; onReset: (id: string) => void };

/** The outside systems that were seen to fail, and what is held for those that do not answer. */
export function CircuitListView({ circuits, busyId, onReset }: CircuitListViewProps) {
  return (
    <ul aria-label="Outside systems" className="divide-y divide-line border-y border-line">
      {circuits.map((circuit) => {
        const { label, tone } = circuitWords(circuit.state);
        return (
          <li key={circuit.id} className="flex flex-wrap items-start gap-x-3 gap-y-2 px-2 py-3">
            <div className="grid min-w-0 flex-1 basis-60 gap-0.5">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">{systemName(circuit.id)}</span>
                <Badge tone={tone}>{label}</Badge>
              </p>
              <Standing circuit={circuit} />
              {circuit.state !== "closed" && circuit.lastError ? (
                <p className="break-words text-small text-faint">It said last: {circuit.lastError}</p>
              ) : null}
            </div>
            {circuit.state === "closed" ? null : (
              <Button size="small" busy={busyId === circuit.id} onClick={() => onReset(circuit.id)}>
                Let calls go now
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Standing({ circuit: { state, failures, openedAt, probeAt, held } }: { circuit: CircuitView }) {
  if (state === "closed") {
    const failed = failures === 0 ? "Calls go through." : `Calls go through; the last ${failures} were not answered.`;
    return <p className="text-small text-soft">{failed}</p>;
  }
  return (
    <p className="flex flex-wrap gap-x-3 text-small text-soft">
      <span>{heldWords(held)}</span>
      {openedAt ? (
        <span>
          silent since <RelativeTime at={openedAt} />
        </span>
      ) : null}
      {state === "half-open" ? <span>one call is out to see</span> : null}
      {state === "open" && probeAt ? (
        <span>
          tried again <RelativeTime at={probeAt} />
        </span>
      ) : null}
    </p>
  );
}
