"use client";

import { Button } from "#components/ui/button.tsx";

type BatchBarProps = {
  chosen: number;
  /** how many like the first one are loaded, as many as can be decided together */
  alike: number;
  onAll: () => void;
  onReview: () => void;
  onClear: () => void;
};

/** What is chosen to be decided together. */
export function BatchBar({ chosen, alike, onAll, onReview, onClear }: BatchBarProps) {
  return (
    <fieldset aria-label="Decide together" className="flex flex-wrap items-center gap-2 rounded-md bg-accent-wash p-2">
      <Button look="primary" size="small" onClick={onReview}>
        Decide {chosen} together
      </Button>
      {alike > chosen ? (
        <Button size="small" onClick={onAll}>
          All {alike} alike
        </Button>
      ) : null}
      <Button look="quiet" size="small" onClick={onClear}>
        Let go
      </Button>
    </fieldset>
  );
}
