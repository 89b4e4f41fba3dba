"use client";

import { useEffect, useRef } from "react";

type Bindings = Record<string, () => void>;

const names: Record<string, string> = { Escape: "escape", Enter: "enter" };

/** Single keys ("a", "?", "escape", "enter"), ignored while the operator types, holds a modifier or has a dialog open. */
export function useHotkeys(bindings: Bindings): void {
  const current = useRef(bindings);
  current.current = bindings;
  // outside system: the keyboard
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = current.current[names[event.key] ?? event.key];
      if (action && !isTaken(event)) {
        event.preventDefault();
        action();
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const typing = target?.closest("input, textarea, select, [contenteditable='true'], [role='dialog']");
  // enter belongs to the button or link that has the focus
  const pressing = event.key === "Enter" && target?.closest("button, a, summary");
  return event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || Boolean(typing || pressing);
}
