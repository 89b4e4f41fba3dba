"use client";

import { useState } from "react";
import { useHotkeys } from "#components/patterns/hotkeys.ts";
import { hrefs } from "#components/patterns/hrefs.ts";
import { LoadMore, type More } from "#components/patterns/load-more.tsx";
import { Section } from "#components/patterns/section.tsx";
import { useChosen } from "#components/patterns/use-chosen.ts";
import { BatchBar } from "#components/proposal/batch-bar.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { QuarantinedRow } from "#server/memory/schema.ts";
import { QuarantineBatch } from "./quarantine-batch.tsx";
import { groupsOf, kindLabel } from "./quarantine-groups.ts";
import { QuarantineItem } from "./quarantine-item.tsx";

export type QuarantineViewProps = {
  items: QuarantinedRow[];
  busyId: string | null;
  error: string | null;
  onDecide: (ids: string[], decision: "confirm" | "discard") => Promise<boolean>;
  onSave: (id: string, text: string) => Promise<boolean>;
  more: More;
};

const rules = {
  alike: (one: QuarantinedRow, other: QuarantinedRow) => one.kind === other.kind && one.key === other.key,
  notAlike: null,
};

/** What was said outside and waits for the operator's word, by contact and kind. */
export function QuarantineView({ items, busyId, error, onDecide, onSave, more }: QuarantineViewProps) {
  const groups = groupsOf(items);
  const rows = groups.flatMap((group) => group.items);
  const [currentId, setCurrent] = useState<string | null>(null);
  const [editingId, setEditing] = useState<string | null>(null);
  const [reviewing, setReviewing] = useState(false);
  const chosen = useChosen(rows, rules);
  const at = rows.findIndex(({ id }) => id === currentId);
  const current = rows[at];
  const move = (by: number) => {
    const next = rows[at < 0 ? 0 : at + by];
    if (!next) return;
    setCurrent(next.id);
    document.getElementById(`quarantine-${next.id}`)?.focus();
  };
  const decide = (row: QuarantinedRow, decision: "confirm" | "discard") => {
    const place = rows.indexOf(row);
    if (row.id === currentId) setCurrent((rows[place + 1] ?? rows[place - 1])?.id ?? null);
    void onDecide([row.id], decision);
  };
  useHotkeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => (current ? chosen.toggle(current) : undefined),
    c: () => (current ? decide(current, "confirm") : undefined),
    d: () => (current ? decide(current, "discard") : undefined),
    e: () => (current ? setEditing(current.id) : undefined),
    b: () => (chosen.chosen.length > 0 ? setReviewing(true) : undefined),
    escape: () => (editingId ? setEditing(null) : chosen.clear()),
  });
  return (
    <div className="grid grid-cols-1 gap-6">
      {chosen.chosen.length > 0 ? (
        <div className="sticky top-2 z-10">
          <BatchBar
            chosen={chosen.chosen.length}
            alike={chosen.alike}
            onAll={chosen.all}
            onReview={() => setReviewing(true)}
            onClear={chosen.clear}
          />
        </div>
      ) : null}
      {groups.map((group) => (
        <Section
          key={group.id}
          title={`${group.label}: ${kindLabel(group.kind)}`}
          count={group.items.length}
          action={
            group.contactId ? <TextLink href={hrefs.contact(group.contactId)}>Open {group.label}</TextLink> : undefined
          }
        >
          <ul
            aria-label={`${group.label}: ${kindLabel(group.kind)}`}
            className="divide-y divide-line border-y border-line"
          >
            {group.items.map((item) => (
              <QuarantineItem
                key={item.id}
                item={item}
                current={item.id === currentId}
                chosen={chosen.ids.has(item.id)}
                busy={busyId === item.id}
                editing={editingId === item.id}
                error={editingId === item.id ? error : null}
                onChoose={() => chosen.toggle(item)}
                onConfirm={() => decide(item, "confirm")}
                onDiscard={() => decide(item, "discard")}
                onEdit={(open) => setEditing(open ? item.id : null)}
                onSave={async (text) => {
                  if (await onSave(item.id, text)) setEditing(null);
                }}
              />
            ))}
          </ul>
        </Section>
      ))}
      <LoadMore more={more} />
      <p className="text-small text-faint max-md:hidden">
        Keys: j k to move, c confirm, d discard, e edit, x choose, b decide what is chosen
      </p>
      <QuarantineBatch
        items={rows.filter(({ id }) => chosen.ids.has(id))}
        open={reviewing}
        onDecide={async (decision) => {
          if (!(await onDecide(chosen.chosen, decision))) return;
          chosen.clear();
          setReviewing(false);
        }}
        onClose={() => setReviewing(false)}
      />
    </div>
  );
}
