"use client";

import { useSyncExternalStore } from "react";

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

/** Milliseconds since 1970, renewed every twenty seconds; 0 on the server and until the page is alive. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, readNow, readServerNow);
}
