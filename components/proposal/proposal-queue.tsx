"use client";

import { useEffect, useRef } from "react";
import { Money } from "#components/ui/money.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ProposalCard } from "#server/domains/proposal/schema.ts";
import { plainName } from "./proposal-words.ts";

type ProposalQueueProps = { proposals: ProposalCard[]; selectedId: string | null; onSelect: (id: string) => void };

export function ProposalQueue({ proposals, selectedId, onSelect }: ProposalQueueProps) {
  const list = useRef<HTMLUListElement>(null);
  // outside system: the scroll position of the queue
  useEffect(() => {
    if (selectedId) {
      list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    }
  }, [selectedId]);
  return (
    <ul
      ref={list}
      aria-label="Waiting proposals"
      className="min-h-0 divide-y divide-line overflow-y-auto border-y border-line"
    >
      {proposals.map((proposal) => (
        <li key={proposal.id}>
          <button
            type="button"
            aria-current={proposal.id === selectedId ? "true" : undefined}
            onClick={() => onSelect(proposal.id)}
            className="grid w-full gap-0.5 border-l-2 border-transparent px-3 py-2.5 text-left hover:bg-hover focus-visible:-outline-offset-2 aria-[current]:border-accent-ink aria-[current]:bg-hover"
          >
            <span className="flex items-baseline justify-between gap-3">
              <span className="truncate font-medium">{proposal.contact?.name ?? plainName(proposal.workflow)}</span>
              {proposal.stake ? (
                <span className="text-small">
                  <Money minor={proposal.stake.amountMinor} currency={proposal.stake.currency} />
                </span>
              ) : null}
            </span>
            <span className="line-clamp-2 text-small text-soft">{proposal.title}</span>
            <span className="text-caption text-faint">
              {plainName(proposal.workflow)} · <RelativeTime at={proposal.createdAt} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
