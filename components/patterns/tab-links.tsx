"use client";

import Link from "next/link";
import { type ComponentProps, useEffect, useRef } from "react";

export type TabLink = {
  href: ComponentProps<typeof Link>["href"];
  label: string;
  current: boolean;
  count?: number;
};

/** Tabs and filters live in the address, so they are links. On the phone the current one is scrolled into view. */
export function TabLinks({ label, tabs }: { label: string; tabs: TabLink[] }) {
  const bar = useRef<HTMLElement>(null);
  const current = tabs.findIndex((tab) => tab.current);
  // outside system: the scroll position of the bar
  useEffect(() => {
    const tab = bar.current?.querySelectorAll("li")[current];
    if (tab && bar.current) {
      bar.current.scrollLeft = tab.offsetLeft + tab.offsetWidth / 2 - bar.current.clientWidth / 2;
    }
  }, [current]);
  return (
    <nav
      ref={bar}
      aria-label={label}
      className="relative -mx-4 overflow-x-auto border-b border-line px-4 [scrollbar-width:none] md:mx-0 md:px-0"
    >
      <ul className="flex min-w-max gap-1">
        {tabs.map((tab) => (
          <li key={tab.label}>
            <Link
              href={tab.href}
              aria-current={tab.current ? "page" : undefined}
              className="inline-flex h-11 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-soft hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-accent-ink aria-[current=page]:font-medium aria-[current=page]:text-ink md:h-9"
            >
              {tab.label}
              {tab.count ? <span className="text-small text-faint">{tab.count}</span> : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
