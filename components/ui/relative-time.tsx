"use client";

import { useNow } from "./now.ts";
import { formatAbsolute, formatRelative } from "./time-format.ts";

/** Relative words; the absolute time shows on hover and while the row around it has the focus. */
export function RelativeTime({ at }: { at: Date }) {
  const now = useNow();
  return (
    <time
      dateTime={at.toISOString()}
      data-absolute={now > 0 ? formatAbsolute(at) : undefined}
      suppressHydrationWarning
      className="absolute-on-demand whitespace-nowrap"
    >
      {formatRelative({ at: at.getTime(), now: now > 0 ? now : Date.now() })}
    </time>
  );
}
