"use client";

import { useLayoutEffect, useState } from "react";

/** Whole seconds until a moment; 0 once it has passed, and until the page is alive. */
export function useSecondsUntil(until: Date | null): number {
  const [left, setLeft] = useState(0);
  // outside system: the clock
  useLayoutEffect(() => {
    setLeft(secondsUntil(until));
    if (!until) {
      return;
    }
    const timer = setInterval(() => {
      const next = secondsUntil(until);
      setLeft(next);
      if (next === 0) {
        clearInterval(timer);
      }
    }, 250);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}

function secondsUntil(until: Date | null): number {
  return until ? Math.max(0, Math.ceil((until.getTime() - Date.now()) / 1000)) : 0;
}
