"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/field.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { QueueFacets, QueueFilter } from "#server/domains/proposal/schema.ts";
import { plainName, riskWords } from "./proposal-words.ts";

type QueueFiltersProps = {
  filter: QueueFilter;
  open: boolean;
  onFilter: (filter: QueueFilter) => void;
  onClose: () => void;
};

type Facet = keyof QueueFacets;

const groups: { facet: Facet; title: string; field: keyof QueueFilter }[] = [
  { facet: "agent", title: "Agent", field: "agent" },
  { facet: "action", title: "Action", field: "action" },
  { facet: "risk", title: "Risk", field: "risk" },
  { facet: "workflow", title: "Workflow", field: "workflow" },
  { facet: "contact", title: "Contact", field: "contactId" },
  { facet: "taint", title: "Written by", field: "taint" },
  { facet: "sampled", title: "Why it is here", field: "sampled" },
];

function wordsFor(facet: Facet, value: string, label: string): string {
  if (facet === "contact") return label;
  if (facet === "risk") return plainName(riskWords[value as keyof typeof riskWords] ?? value);
  if (facet === "taint") return value === "outside" ? "Somebody outside" : "You";
  return facet === "sampled" ? "As a sample" : plainName(value);
}

/** What the queue can be narrowed to; each choice says how many it leaves, and stands in the address. */
export function QueueFilters({ filter, open, onFilter, onClose }: QueueFiltersProps) {
  const trpc = useTRPC();
  const facets = useQuery({ ...trpc.proposal.facets.queryOptions(filter), placeholderData: keepPreviousData });
  const [words, setWords] = useState(filter.search ?? "");
  const search = (event: FormEvent) => {
    event.preventDefault();
    onFilter({ ...filter, search: words.trim() || null });
  };
  return (
    <Dialog title="Filter" open={open} onClose={onClose}>
      <div className="grid grid-cols-1 gap-4 overflow-y-auto px-5 pb-5">
        <form onSubmit={search} className="flex items-end gap-2 [&>div]:flex-1">
          <TextField label="Words" type="search" value={words} onChange={(event) => setWords(event.target.value)} />
          <Button type="submit">Search</Button>
        </form>
        {facets.data ? null : <SkeletonRows />}
        {groups.map(({ facet, title, field }) => {
          const choices = facets.data?.[facet] ?? [];
          if (choices.length === 0 && !filter[field]) return null;
          return (
            <fieldset key={facet} className="grid min-w-0 gap-1.5">
              <legend className="pb-1 text-small font-medium">{title}</legend>
              <div className="flex flex-wrap gap-1.5">
                {choices.map(({ value, label, count }) => {
                  const on = field === "sampled" ? Boolean(filter.sampled) : filter[field] === value;
                  const to = on ? null : field === "sampled" ? true : value;
                  return (
                    <button
                      key={value}
                      type="button"
                      aria-pressed={on}
                      onClick={() => onFilter({ ...filter, [field]: to })}
                      className="inline-flex h-8 min-w-0 items-center gap-1.5 rounded-full border border-line px-3 text-small text-soft hover:bg-hover aria-pressed:border-accent-ink aria-pressed:bg-accent-wash aria-pressed:text-accent-ink max-md:h-11"
                    >
                      <span className="truncate">{wordsFor(facet, value, label)}</span>
                      <span>{count}</span>
                    </button>
                  );
                })}
              </div>
            </fieldset>
          );
        })}
        <div className="flex gap-2">
          <Button look="primary" onClick={onClose}>
            Show
          </Button>
          <Button look="quiet" onClick={() => onFilter(filter.snoozed ? { snoozed: true } : {})}>
            Clear all
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
