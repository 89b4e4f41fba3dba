"use client";

import { type ReactNode, useRef } from "react";
import { useHotkeys } from "./hotkeys.ts";

/** A list whose rows are reached with j and k; enter opens, because each row is a link or a button. */
export function RowList({ label, children }: { label: string; children: ReactNode }) {
  const list = useRef<HTMLUListElement>(null);
  const move = (by: number) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  useHotkeys({ j: () => move(1), k: () => move(-1) });
  return (
    <ul ref={list} aria-label={label} className="divide-y divide-line border-y border-line">
      {children}
    </ul>
  );
}
