"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { isCurrent, moreItems, phoneItems } from "./nav-items.ts";
import { WaitingCount } from "./rail.tsx";

type PhoneBarProps = { path: string; waitingCount: number; onMore: () => void };

const cellStyle =
  "relative flex h-(--bar) w-full flex-col items-center justify-center gap-0.5 text-caption text-soft focus-visible:-outline-offset-2 aria-[current=page]:font-semibold aria-[current=page]:text-accent-ink";

export function PhoneBar({ path, waitingCount, onMore }: PhoneBarProps) {
  const elsewhere = moreItems.some(({ href }) => isCurrent({ href, path }));
  return (
    <nav
      aria-label="Main, phone"
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-canvas/95 pb-[env(safe-area-inset-bottom)] backdrop-blur-sm md:hidden"
    >
      <ul className="grid grid-cols-4">
        {phoneItems.map(({ href, label, icon: Icon }) => (
          <li key={href}>
            <Link href={href} aria-current={isCurrent({ href, path }) ? "page" : undefined} className={cellStyle}>
              <Icon size={20} aria-hidden strokeWidth={1.75} />
              {label}
              {href === "/approvals" ? (
                <span className="absolute top-1 left-1/2 ml-2">
                  <WaitingCount count={waitingCount} />
                </span>
              ) : null}
            </Link>
          </li>
        ))}
        <li>
          <button
            type="button"
            aria-haspopup="dialog"
            aria-current={elsewhere ? "page" : undefined}
            onClick={onMore}
            className={cellStyle}
          >
            <Ellipsis size={20} aria-hidden strokeWidth={1.75} />
            More
          </button>
        </li>
      </ul>
    </nav>
  );
}
