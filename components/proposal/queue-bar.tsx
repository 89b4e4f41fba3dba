"use client";

import { Button } from "#components/ui/button.tsx";
import type { QueueSort } from "#server/domains/proposal/schema.ts";
import { filtersSet, type QueueView, sortWords } from "./queue-address.ts";

type QueueBarProps = {
  view: QueueView;
  total: number;
  snoozed: number;
  onView: (view: QueueView) => void;
  onFilters: () => void;
};

const sorts = Object.entries(sortWords) as [QueueSort, string][];

/** The order of the queue, what it is narrowed to, and the way to what was put off. */
export function QueueBar({ view, total, snoozed, onView, onFilters }: QueueBarProps) {
  const set = filtersSet(view.filter);
  const aside = Boolean(view.filter.snoozed);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <select
        aria-label="Order"
        value={view.sort}
        onChange={(event) => onView({ ...view, sort: event.target.value as QueueSort })}
        className="h-9 rounded-md border border-edge bg-surface px-2 max-md:h-11 max-md:text-[1rem]"
      >
        {sorts.map(([sort, words]) => (
          <option key={sort} value={sort}>
            {words}
          </option>
        ))}
      </select>
      <Button onClick={onFilters} aria-haspopup="dialog">
        {set > 0 ? `Filter · ${set}` : "Filter"}
      </Button>
      {set > 0 ? (
        <Button look="quiet" onClick={() => onView({ ...view, filter: aside ? { snoozed: true } : {} })}>
          Clear
        </Button>
      ) : null}
      {snoozed > 0 || aside ? (
        <Button
          look="quiet"
          aria-pressed={aside}
          onClick={() => onView({ ...view, filter: { ...view.filter, snoozed: aside ? null : true } })}
        >
          {aside ? "Back to what waits" : `${snoozed} snoozed`}
        </Button>
      ) : null}
      <p className="text-small text-soft" aria-live="polite">
        {total} {aside ? "snoozed" : total === 1 ? "waits" : "wait"}
      </p>
    </div>
  );
}
