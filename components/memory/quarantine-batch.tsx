"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { QuarantinedRow } from "#server/memory/schema.ts";

type QuarantineBatchProps = {
  items: QuarantinedRow[];
  open: boolean;
  onDecide: (decision: "confirm" | "discard") => Promise<void>;
  onClose: () => void;
};

/** Several, each in its own words, decided with one tap. */
export function QuarantineBatch({ items, open, onDecide, onClose }: QuarantineBatchProps) {
  const [busy, setBusy] = useState<"confirm" | "discard" | null>(null);
  const decide = async (decision: "confirm" | "discard") => {
    setBusy(decision);
    await onDecide(decision);
    setBusy(null);
  };
  return (
    <Dialog title={`${items.length} together`} open={open} onClose={onClose}>
      <div className="grid min-h-0 grid-cols-1 grid-rows-[minmax(0,1fr)_auto] gap-3 px-5 pb-5">
        <ul
          aria-label="What is decided together"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
          tabIndex={0}
          className="min-h-0 divide-y divide-line overflow-y-auto border-y border-line"
        >
          {items.map((item) => (
            <li key={item.id} className="grid grid-cols-1 gap-0.5 py-2.5 text-small">
              <span className="font-medium break-words">{item.text}</span>
              <span className="wrap-anywhere text-soft">
                about {item.subject.label}
                {item.passage?.from ? `, said by ${item.passage.from}` : ""}
              </span>
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            busy={busy === "confirm"}
            disabled={busy === "discard"}
            onClick={() => decide("confirm")}
          >
            Confirm all {items.length}
          </Button>
          <Button
            look="danger"
            busy={busy === "discard"}
            disabled={busy === "confirm"}
            onClick={() => decide("discard")}
          >
            Discard all
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
