"use client";

import { Button } from "#components/ui/button.tsx";

type QueuePagerProps = {
  at: number;
  total: number;
  onMove: (by: number) => void;
  onList: () => void;
  onSnooze: () => void;
};

/** Where I am in the queue, on screens that show one card at a time; the place opens the list. */
export function QueuePager({ at, total, onMove, onList, onSnooze }: QueuePagerProps) {
  return (
    <div className="mb-2 flex items-center justify-between">
      <span className="-ml-2 lg:hidden">
        <Button look="quiet" onClick={onList} aria-haspopup="dialog">
          <span aria-live="polite">
            <span className="font-medium text-ink">{at + 1}</span> of {total}
          </span>
          <span>· List</span>
        </Button>
      </span>
      <p className="text-small text-faint max-lg:hidden">
        {at + 1} of {total}
      </p>
      <div className="-mr-2 flex">
        <Button look="quiet" onClick={onSnooze} aria-keyshortcuts="s" aria-haspopup="dialog">
          Snooze
        </Button>
        <Button look="quiet" size="icon" aria-label="Previous proposal" disabled={at === 0} onClick={() => onMove(-1)}>
          <Arrow path="m15 18-6-6 6-6" />
        </Button>
        <Button
          look="quiet"
          size="icon"
          aria-label="Next proposal"
          disabled={at >= total - 1}
          onClick={() => onMove(1)}
        >
          <Arrow path="m9 18 6-6-6-6" />
        </Button>
      </div>
    </div>
  );
}

function Arrow({ path }: { path: string }) {
  return (
    <svg
      aria-hidden="true"
      width="20"
      height="20"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
    >
      <path d={path} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
