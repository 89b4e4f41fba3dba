"use client";

import { useSyncExternalStore } from "react";
import { formatAbsolute, formatRelative } from "./time-format.ts";

let now = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

/** One clock for every time on the page: it ticks while somebody looks. */
function subscribe(listener: () => void) {
  listeners.add(listener);
  now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) {
      each();
    }
  }, 20_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer) {
      clearInterval(timer);
      timer = null;
    }
  };
}

const readNow = () => now;
const readServerNow = () => 0;

/** Relative words; the absolute time shows on hover and on focus, and is read out as the title. */
export function RelativeTime({ at }: { at: Date }) {
  const tick = useSyncExternalStore(subscribe, readNow, readServerNow);
  return (
    <time
      dateTime={at.toISOString()}
      data-absolute={tick > 0 ? formatAbsolute(at) : undefined}
      suppressHydrationWarning
      className="absolute-on-demand whitespace-nowrap"
    >
      {formatRelative({ at: at.getTime(), now: tick > 0 ? tick : Date.now() })}
    </time>
  );
}
