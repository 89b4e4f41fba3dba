"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { Kbd } from "#components/ui/kbd.tsx";
import { Mark } from "./mark.tsx";
import { isCurrent, navItems } from "./nav-items.ts";

type RailProps = { path: string; workspaceName: string; waitingCount: number; onPalette: () => void };

export function Rail({ path, workspaceName, waitingCount, onPalette }: RailProps) {
  return (
    <header className="fixed inset-y-0 left-0 z-20 flex w-(--rail) flex-col gap-4 overflow-y-auto border-r border-line bg-sunken px-3 py-4 max-md:hidden">
      <div className="flex min-w-0 items-center gap-2.5 px-2">
        <Mark />
        <div className="min-w-0">
          <p className="text-caption text-faint">Adjutant</p>
          <p className="truncate text-small font-semibold" title={workspaceName}>
            {workspaceName}
          </p>
        </div>
      </div>
      <button
        type="button"
        onClick={onPalette}
        className="flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2 text-small text-faint hover:text-ink"
      >
        <Search size={14} aria-hidden />
        <span className="flex-1 text-left">Go to…</span>
        <Kbd>⌘K</Kbd>
      </button>
      <nav aria-label="Main">
        <ul className="grid gap-px">
          {navItems.map(({ href, label, icon: Icon }) => (
            <li key={href}>
              <Link
                href={href}
                aria-current={isCurrent({ href, path }) ? "page" : undefined}
                className="flex h-8 items-center gap-2.5 rounded-md px-2 text-body text-soft hover:bg-hover hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:shadow-lift"
              >
                <Icon size={16} aria-hidden strokeWidth={1.75} />
                <span className="flex-1">{label}</span>
                {href === "/approvals" ? <WaitingCount count={waitingCount} /> : null}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

export function WaitingCount({ count }: { count: number }) {
  return count > 0 ? (
    <span className="min-w-5 rounded-full bg-accent px-1.5 text-center text-caption font-semibold text-on-accent tabular-nums">
      {count > 99 ? "99+" : count}
      <span className="sr-only"> waiting</span>
    </span>
  ) : null;
}
