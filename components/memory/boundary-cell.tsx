"use client";

import type { MemoryAccess } from "#server/memory/schema.ts";
import { accessWords, type Cell, kindWords, tierWords } from "./boundary-words.ts";

const colours: Record<MemoryAccess, string> = {
  none: "text-faint",
  read: "text-ink",
  write: "font-medium text-accent-ink",
};

type BoundaryCellProps = { reader: string; cell: Cell; access: MemoryAccess; onSet: (to: MemoryAccess) => void };

/** Who set it when, or that it is as the agent declares it. */
function originOf({ changed, declared }: Cell): string {
  if (!changed) return "as declared";
  return `set by ${changed.by}; declared: ${accessWords[declared].toLowerCase()}`;
}

/** What one agent may do in one place: the kind's name stands above on the desk, and beside it on the phone. */
export function BoundaryCell({ reader, cell, access, onSet }: BoundaryCellProps) {
  const unsaved = access !== cell.access;
  const place = `${kindWords[cell.kind]} in ${tierWords[cell.tier].toLowerCase()}`;
  const own = cell.changed !== null && cell.access !== cell.declared;
  return (
    <div className="flex min-w-0 items-center justify-between gap-3">
      <span aria-hidden="true" className="text-small text-soft lg:hidden">
        {kindWords[cell.kind]}
      </span>
      <select
        aria-label={`${reader}: ${place}`}
        title={originOf(cell)}
        value={access}
        onChange={(event) => onSet(event.target.value as MemoryAccess)}
        className={`h-8 w-full min-w-0 rounded-md border px-1.5 text-small max-lg:max-w-40 max-md:h-11 max-md:text-[1rem] ${colours[access]} ${
          unsaved ? "border-warn bg-warn-wash" : own ? "border-accent bg-surface" : "border-edge bg-surface"
        }`}
      >
        {(["none", "read", "write"] as const).map((each) => (
          <option key={each} value={each}>
            {accessWords[each]}
          </option>
        ))}
      </select>
    </div>
  );
}
