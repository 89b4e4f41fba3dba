"use client";

import { memo, useEffect, useRef } from "react";
import type { More } from "#components/patterns/load-more.tsx";
import { Money } from "#components/ui/money.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { QueueRow } from "#server/domains/proposal/schema.ts";
import { plainName } from "./proposal-words.ts";
import { useRowInView, useWindow } from "./use-window.ts";

const rowHeight = 92;
/** the next page is asked for this many rows before the end is reached */
const ahead = 120;

type ProposalQueueProps = {
  rows: QueueRow[];
  /** how many there are, loaded or not */
  total: number;
  selectedId: string | null;
  chosen: ReadonlySet<string>;
  /** proposals whose last decision was refused */
  refused: (id: string) => boolean;
  onSelect: (id: string) => void;
  more: More;
};

/** The queue as a list of any length: only the rows in reach are drawn. */
export function ProposalQueue(props: ProposalQueueProps) {
  const { rows, total, selectedId, chosen, refused, onSelect, more } = props;
  const list = useRef<HTMLUListElement>(null);
  const at = rows.findIndex((row) => row.id === selectedId);
  const [from, to] = useWindow(list, rows.length, rowHeight);
  useRowInView(list, at, rowHeight);
  const wanted = more && !more.busy && to + ahead > rows.length ? more.load : null;
  const load = useRef(wanted);
  load.current = wanted;
  const asks = wanted !== null;
  // outside system: the server, which has the rows that come next
  useEffect(() => {
    if (asks) load.current?.();
  }, [asks]);
  return (
    <ul
      ref={list}
      aria-label="Waiting proposals"
      className="relative min-h-0 overflow-y-auto overscroll-contain border-y border-line contain-strict max-lg:h-[60dvh] lg:h-full"
    >
      <li aria-hidden="true" role="presentation" style={{ height: rows.length * rowHeight }} />
      {rows.slice(from, to).map((row, index) => (
        <QueueItem
          key={row.id}
          row={row}
          place={from + index}
          total={total}
          current={row.id === selectedId}
          chosen={chosen.has(row.id)}
          refused={refused(row.id)}
          onSelect={onSelect}
        />
      ))}
    </ul>
  );
}

type QueueItemProps = {
  row: QueueRow;
  place: number;
  total: number;
  current: boolean;
  chosen: boolean;
  refused: boolean;
  onSelect: (id: string) => void;
};

const QueueItem = memo(function QueueItem({ row, place, total, current, chosen, refused, onSelect }: QueueItemProps) {
  return (
    <li
      aria-setsize={total}
      aria-posinset={place + 1}
      className="absolute inset-x-0 border-b border-line"
      style={{ top: place * rowHeight, height: rowHeight }}
    >
      <button
        type="button"
        aria-current={current ? "true" : undefined}
        onClick={() => onSelect(row.id)}
        className={`grid size-full content-center gap-0.5 border-l-2 border-transparent px-3 text-left hover:bg-hover focus-visible:-outline-offset-2 aria-[current]:border-accent-ink aria-[current]:bg-hover ${chosen ? "bg-accent-wash" : ""}`}
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="truncate font-medium">
            {chosen ? <span className="text-accent-ink">✓ chosen · </span> : null}
            {row.contact?.name ?? plainName(row.workflow)}
          </span>
          {row.stake ? (
            <span className="text-small">
              <Money minor={row.stake.amountMinor} currency={row.stake.currency} />
            </span>
          ) : null}
        </span>
        <span className="line-clamp-2 text-small text-soft">{row.title}</span>
        <span className="truncate text-caption text-faint">
          {refused ? <span className="text-bad">not decided · </span> : null}
          {plainName(row.workflow)} ·{" "}
          {row.snoozedUntil ? (
            <>
              back <RelativeTime at={row.snoozedUntil} />
            </>
          ) : (
            <>
              expires <RelativeTime at={row.expiresAt} />
            </>
          )}
        </span>
      </button>
    </li>
  );
});
