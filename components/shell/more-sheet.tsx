"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { Dialog } from "#components/ui/dialog.tsx";
import { isCurrent, moreItems } from "./nav-items.ts";

type MoreSheetProps = { path: string; open: boolean; onClose: () => void; onPalette: () => void };

const entryStyle =
  "flex h-12 w-full items-center gap-3 rounded-md px-3 text-body focus-visible:-outline-offset-2 aria-[current=page]:bg-hover aria-[current=page]:font-medium";

export function MoreSheet({ path, open, onClose, onPalette }: MoreSheetProps) {
  return (
    <Dialog title="More" place="sheet" open={open} onClose={onClose}>
      <nav aria-label="More screens" className="overflow-y-auto px-2 pb-3">
        <ul>
          {moreItems.map(({ href, label, icon: Icon }) => (
            <li key={href}>
              <Link
                href={href}
                onClick={onClose}
                aria-current={isCurrent({ href, path }) ? "page" : undefined}
                className={entryStyle}
              >
                <Icon size={18} aria-hidden strokeWidth={1.75} />
                {label}
              </Link>
            </li>
          ))}
          <li>
            <button type="button" onClick={onPalette} className={entryStyle}>
              <Search size={18} aria-hidden strokeWidth={1.75} />
              Search everything
            </button>
          </li>
        </ul>
      </nav>
    </Dialog>
  );
}
