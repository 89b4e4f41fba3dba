"use client";

import { plainName } from "#components/proposal/proposal-words.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { MemoryAccess } from "#server/memory/schema.ts";
import { BoundaryCell } from "./boundary-cell.tsx";
import { accessWords, type Cell, kindWords, placeOf, type Reader, tierWords } from "./boundary-words.ts";

type BoundaryReaderProps = {
  reader: Reader;
  /** what was chosen and not saved yet, by place */
  chosen: ReadonlyMap<string, MemoryAccess>;
  onSet: (cell: Cell, to: MemoryAccess) => void;
};

const columns = "lg:grid lg:grid-cols-[7rem_repeat(8,minmax(0,1fr))] lg:items-center lg:gap-x-2";

/** The boundaries of one agent: a grid of tiers and kinds on the desk, a list on the phone. */
export function BoundaryReader({ reader, chosen, onSet }: BoundaryReaderProps) {
  const tiers = [...new Set(reader.cells.map(({ tier }) => tier))];
  const name = reader.name === "workflow" ? "Workflows" : plainName(reader.name);
  const set = reader.cells.filter(({ changed, access, declared }) => changed && access !== declared);
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-2 border-t border-line pt-4">
      <legend className="float-left text-body font-semibold">{name}</legend>
      <p className="clear-both text-small text-soft">{reader.purpose}</p>
      <div aria-hidden="true" className={`hidden text-caption text-faint ${columns}`}>
        <span />
        {Object.entries(kindWords).map(([kind, words]) => (
          <span key={kind} className="truncate px-1.5">
            {words}
          </span>
        ))}
      </div>
      {tiers.map((tier) => (
        <div key={tier} className={`grid grid-cols-1 gap-y-1.5 sm:max-lg:grid-cols-2 sm:max-lg:gap-x-8 ${columns}`}>
          <span className="text-small font-medium max-lg:col-span-full max-lg:pt-2">{tierWords[tier]}</span>
          {reader.cells
            .filter((cell) => cell.tier === tier)
            .map((cell) => (
              <BoundaryCell
                key={cell.kind}
                reader={name}
                cell={cell}
                access={chosen.get(placeOf(reader.name, cell)) ?? cell.access}
                onSet={(to) => onSet(cell, to)}
              />
            ))}
        </div>
      ))}
      {set.length > 0 ? (
        <ul aria-label={`${name}: what you changed`} className="grid grid-cols-1 gap-0.5 text-small text-faint">
          {set.map(({ tier, kind, access, declared, changed }) => (
            <li key={`${tier} ${kind}`}>
              {kindWords[kind]} in {tierWords[tier].toLowerCase()}: {accessWords[access].toLowerCase()}, declared{" "}
              {accessWords[declared].toLowerCase()}. Set by {changed?.by}{" "}
              {changed ? <RelativeTime at={changed.at} /> : null}
            </li>
          ))}
        </ul>
      ) : null}
    </fieldset>
  );
}
