"use client";

import { useNow } from "#components/ui/now.ts";
import { formatAbsolute } from "#components/ui/time-format.ts";
import { slotWords } from "./schedule-words.ts";

/** A slot on the wall of the schedule's zone; the reader's own time shows on hover and focus. */
export function SlotTime({ at, zone }: { at: Date; zone: string }) {
  const now = useNow();
  return (
    <time
      dateTime={at.toISOString()}
      data-absolute={now > 0 ? `${formatAbsolute(at)}, your time` : undefined}
      suppressHydrationWarning
      className="absolute-on-demand whitespace-nowrap after:right-auto! after:left-0!"
    >
      {slotWords(at, zone)}
    </time>
  );
}
