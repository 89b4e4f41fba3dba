"use client";

import { LoadMore, type More } from "#components/patterns/load-more.tsx";
import type { MemoryRow } from "#server/memory/schema.ts";
import { MemoryItem } from "./memory-item.tsx";

type MemoryListViewProps = {
  items: MemoryRow[];
  busyId: string | null;
  onConfirm: (id: string) => void;
  onClose: (id: string) => void;
  onRollBack: (item: MemoryRow) => void;
  onEdit: (id: string, text: string) => Promise<string | null>;
  more: More;
};

/** What is known and since when. Quarantined facts come first: they are not used until they are confirmed. */
export function MemoryListView({ items, busyId, onConfirm, onClose, onRollBack, onEdit, more }: MemoryListViewProps) {
  const ordered = [...items].sort((one, other) => Number(other.quarantined) - Number(one.quarantined));
  return (
    <div className="grid grid-cols-1 gap-4">
      <ul aria-label="Memory" className="divide-y divide-line border-y border-line">
        {ordered.map((item) => (
          <MemoryItem
            key={item.id}
            item={item}
            busy={busyId === item.id}
            onConfirm={onConfirm}
            onClose={onClose}
            onRollBack={onRollBack}
            onEdit={onEdit}
          />
        ))}
      </ul>
      <LoadMore more={more} />
    </div>
  );
}
