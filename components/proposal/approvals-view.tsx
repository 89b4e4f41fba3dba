"use client";

import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { useHotkeys } from "#components/patterns/hotkeys.ts";
import type { More } from "#components/patterns/load-more.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";
import type { ProposalCard as Proposal, QueueRow } from "#server/domains/proposal/schema.ts";
import { type CardMode, ProposalCard, type ProposalCardProps } from "./proposal-card.tsx";
import { QueuePager } from "./queue-pager.tsx";
import type { useChosen } from "./use-chosen.ts";
import { useSwipe } from "./use-swipe.ts";

// the list beside the card is the desk's: the phone has it in a sheet
const ProposalQueue = lazy(() => import("./proposal-queue.tsx").then((module) => ({ default: module.ProposalQueue })));
const KeyboardHelp = lazy(() => import("./keyboard-help.tsx").then((module) => ({ default: module.KeyboardHelp })));
const QueueSheet = lazy(() => import("./queue-sheet.tsx").then((module) => ({ default: module.QueueSheet })));
const BatchBar = lazy(() => import("./batch-bar.tsx").then((module) => ({ default: module.BatchBar })));

export type ApprovalsViewProps = {
  rows: QueueRow[];
  total: number;
  selectedId: string | null;
  /** the open proposal, once it has been read */
  card: Proposal | null;
  chosen: ReturnType<typeof useChosen>;
  onSelect: (id: string) => void;
  onApprove: (proposal: Proposal) => void;
  onEdit: (proposal: Proposal, fields: Record<string, string>) => void;
  onReject: (proposal: Proposal, reason: string) => void;
  /** answers with guidance, so that the agent does it again */
  onRespond?: (proposal: Proposal, guidance: string) => void;
  onUndoLast: () => void;
  onSnooze: (id: string) => void;
  onBatch: () => void;
  refused: (id: string) => boolean;
  busy: ProposalCardProps["busy"];
  error: string | null;
  more: More;
  /** the order and the filters */
  bar: ReactNode;
};

const nothing = () => undefined;
type Sheet = "never" | "open" | "closed";

/** The queue beside the card; on the phone one card at a time, and the list in a sheet. */
export function ApprovalsView(props: ApprovalsViewProps) {
  const { rows, total, selectedId, card, chosen, onSelect, busy, error, more, onRespond } = props;
  const [mode, setMode] = useState<{ id: string; mode: CardMode } | null>(null);
  const [help, setHelp] = useState<Sheet>("never");
  const [list, setList] = useState<Sheet>("never");
  const frame = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    rows.findIndex((row) => row.id === selectedId),
  );
  const selected = rows[at];
  const cardMode = mode && mode.id === selected?.id ? mode.mode : "read";
  const setCardMode = (next: CardMode) => setMode(selected ? { id: selected.id, mode: next } : null);
  const move = (by: number) => {
    const next = rows[at + by];
    if (next) onSelect(next.id);
  };
  const swipe = useSwipe(move);
  const back = () => {
    if (cardMode !== "read") setCardMode("read");
    else if (chosen.chosen.length > 0) chosen.clear();
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  useHotkeys({
    j: () => move(1),
    k: () => move(-1),
    a: () => (card && cardMode === "read" && !busy ? props.onApprove(card) : undefined),
    e: () => (card && card.fields.length > 0 ? setCardMode("edit") : undefined),
    r: () => (card ? setCardMode("reject") : undefined),
    g: () => (card && onRespond ? setCardMode("respond") : undefined),
    s: () => (selected ? props.onSnooze(selected.id) : undefined),
    u: props.onUndoLast,
    x: () => (selected ? chosen.toggle(selected) : undefined),
    b: () => (chosen.chosen.length > 0 ? props.onBatch() : undefined),
    enter: () => frame.current?.focus(),
    escape: back,
    "?": () => setHelp("open"),
  });
  const queue = { rows, total, selectedId: selected?.id ?? null, chosen: chosen.ids, refused: props.refused, more };
  return (
    <div className="grid grid-cols-1 gap-4">
      {props.bar}
      {chosen.chosen.length > 0 ? (
        <Suspense>
          <BatchBar
            chosen={chosen.chosen.length}
            alike={chosen.alike}
            onAll={chosen.all}
            onReview={props.onBatch}
            onClear={chosen.clear}
          />
        </Suspense>
      ) : null}
      <div className="grid items-start gap-x-10 gap-y-4 lg:grid-cols-[19rem_minmax(0,44rem)]">
        <div className="grid h-[calc(100dvh-3rem)] grid-cols-1 grid-rows-[minmax(0,1fr)_auto] gap-3 max-lg:hidden lg:sticky lg:top-6">
          <Suspense fallback={<div />}>
            <ProposalQueue {...queue} onSelect={onSelect} />
          </Suspense>
          <button
            type="button"
            onClick={() => setHelp("open")}
            className="justify-self-start rounded-sm px-2 text-small text-faint hover:text-ink"
          >
            Keys: j k a e r s u x — press ? for help
          </button>
        </div>
        <div ref={frame} tabIndex={-1} className="min-w-0 touch-pan-y outline-none" {...swipe}>
          <QueuePager
            at={at}
            total={total}
            onMove={move}
            onList={() => setList("open")}
            onSnooze={() => (selected ? props.onSnooze(selected.id) : undefined)}
          />
          {selected && card ? (
            <ProposalCard
              key={card.id}
              proposal={card}
              mode={cardMode}
              onMode={setCardMode}
              busy={busy}
              error={error}
              onApprove={() => props.onApprove(card)}
              onEdit={(fields) => props.onEdit(card, fields)}
              onReject={(reason) => props.onReject(card, reason)}
              onUndo={nothing}
              {...(onRespond ? { onRespond: (guidance: string) => onRespond(card, guidance) } : {})}
            />
          ) : (
            <SkeletonBlock tall />
          )}
        </div>
      </div>
      {help === "never" ? null : (
        <Suspense>
          <KeyboardHelp open={help === "open"} onClose={() => setHelp("closed")} />
        </Suspense>
      )}
      {list === "never" ? null : (
        <Suspense>
          <QueueSheet
            {...queue}
            open={list === "open"}
            onSelect={(id) => {
              onSelect(id);
              setList("closed");
            }}
            onClose={() => setList("closed")}
            {...(selected ? { onChoose: () => chosen.toggle(selected) } : {})}
          />
        </Suspense>
      )}
    </div>
  );
}
