"use client";

import { lazy, Suspense, useState } from "react";
import { useHotkeys } from "#components/patterns/hotkeys.ts";
import { LoadMore, type More } from "#components/patterns/load-more.tsx";
import type { ProposalCard as Proposal } from "#server/domains/proposal/schema.ts";
import { type CardMode, ProposalCard, type ProposalCardProps } from "./proposal-card.tsx";
import { ProposalQueue } from "./proposal-queue.tsx";
import { QueuePager } from "./queue-pager.tsx";

const KeyboardHelp = lazy(() => import("./keyboard-help.tsx").then((module) => ({ default: module.KeyboardHelp })));

export type ApprovalsViewProps = {
  proposals: Proposal[];
  selectedId: string | null;
  onSelect: (id: string) => void;
  onApprove: (proposal: Proposal) => void;
  onEdit: (proposal: Proposal, fields: Record<string, string>) => void;
  onReject: (proposal: Proposal, reason: string) => void;
  busy: ProposalCardProps["busy"];
  error: string | null;
  more: More;
};

const nothing = () => undefined;

/** The queue beside the card; on the phone one card at a time. */
export function ApprovalsView(props: ApprovalsViewProps) {
  const { proposals, selectedId, onSelect, busy, error, more } = props;
  const [mode, setMode] = useState<{ id: string; mode: CardMode } | null>(null);
  const [help, setHelp] = useState<"never" | "open" | "closed">("never");
  const at = Math.max(
    0,
    proposals.findIndex((proposal) => proposal.id === selectedId),
  );
  const selected = proposals[at];
  const cardMode = mode && mode.id === selected?.id ? mode.mode : "read";
  const setCardMode = (next: CardMode) => setMode(selected ? { id: selected.id, mode: next } : null);
  const move = (by: number) => {
    const next = proposals[at + by];
    if (next) {
      onSelect(next.id);
    }
  };
  useHotkeys({
    j: () => move(1),
    k: () => move(-1),
    a: () => (selected && cardMode === "read" && !busy ? props.onApprove(selected) : undefined),
    e: () => (selected && selected.fields.length > 0 ? setCardMode("edit") : undefined),
    r: () => setCardMode("reject"),
    escape: () => setCardMode("read"),
    "?": () => setHelp("open"),
  });
  return (
    <div className="grid items-start gap-x-10 gap-y-4 lg:grid-cols-[19rem_minmax(0,44rem)]">
      <div className="grid max-h-[calc(100dvh-3rem)] grid-cols-1 grid-rows-[minmax(0,1fr)_auto_auto] gap-3 max-lg:hidden lg:sticky lg:top-6">
        <ProposalQueue proposals={proposals} selectedId={selected?.id ?? null} onSelect={onSelect} />
        <LoadMore more={more} />
        <button
          type="button"
          onClick={() => setHelp("open")}
          className="justify-self-start rounded-sm px-2 text-small text-faint hover:text-ink"
        >
          Keys: j k a e r — press ? for help
        </button>
      </div>
      <div className="min-w-0">
        <QueuePager at={at} total={proposals.length} onMove={move} />
        {selected ? (
          <ProposalCard
            key={selected.id}
            proposal={selected}
            mode={cardMode}
            onMode={setCardMode}
            busy={busy}
            error={error}
            onApprove={() => props.onApprove(selected)}
            onEdit={(fields) => props.onEdit(selected, fields)}
            onReject={(reason) => props.onReject(selected, reason)}
            onUndo={nothing}
          />
        ) : null}
      </div>
      {help === "never" ? null : (
        <Suspense>
          <KeyboardHelp open={help === "open"} onClose={() => setHelp("closed")} />
        </Suspense>
      )}
    </div>
  );
}
