"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "#components/ui/button.tsx";

/** Where I am in the queue, on screens that show one card at a time. */
export function QueuePager({ at, total, onMove }: { at: number; total: number; onMove: (by: number) => void }) {
  return total > 1 ? (
    <div className="-mt-2 mb-2 flex items-center justify-between lg:hidden">
      <p className="text-small text-soft" aria-live="polite">
        <span className="font-medium text-ink">{at + 1}</span> of {total}
      </p>
      <div className="-mr-2 flex">
        <Button look="quiet" size="icon" aria-label="Previous proposal" disabled={at === 0} onClick={() => onMove(-1)}>
          <ChevronLeft size={20} aria-hidden />
        </Button>
        <Button
          look="quiet"
          size="icon"
          aria-label="Next proposal"
          disabled={at === total - 1}
          onClick={() => onMove(1)}
        >
          <ChevronRight size={20} aria-hidden />
        </Button>
      </div>
    </div>
  ) : null;
}
