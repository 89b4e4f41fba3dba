"use client";

import { Command } from "cmdk";
import type { LucideIcon } from "lucide-react";
import type { Route } from "next";
import { useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";

export type PaletteEntry = { key: string; href: Route; label: string; detail?: string; icon: LucideIcon };
type PaletteGroup = { heading: string; entries: PaletteEntry[] };

type PaletteProps = {
  open: boolean;
  onClose: () => void;
  search: string;
  onSearch: (search: string) => void;
  groups: PaletteGroup[];
  busy: boolean;
  onGo: (href: Route) => void;
};

/** Every screen and every recent record, a few letters away. */
export function Palette({ open, onClose, search, onSearch, groups, busy, onGo }: PaletteProps) {
  const [chosen, setChosen] = useState("");
  const keys = groups.flatMap((group) => group.entries.map((entry) => entry.key));
  const none = keys.length === 0;
  // what was chosen may have left the list: then the first entry is what Enter opens
  const current = keys.includes(chosen) ? chosen : (keys[0] ?? "");
  return (
    <Dialog title="Go to" place="top" bare open={open} onClose={onClose}>
      <Command
        label="Go to"
        shouldFilter={false}
        loop
        value={current}
        onValueChange={setChosen}
        className="flex min-h-0 flex-col"
      >
        <Command.Input
          value={search}
          onValueChange={onSearch}
          placeholder="A screen, a person, an invoice, a run…"
          className="h-13 border-b border-line bg-transparent px-4 text-[1rem] outline-none placeholder:text-faint"
        />
        <Command.List className="min-h-0 overflow-y-auto overscroll-contain p-2">
          {none ? (
            <p className="px-3 py-6 text-center text-soft" role="status">
              {busy ? "Looking…" : `Nothing is called “${search}”`}
            </p>
          ) : null}
          {groups.map((group) =>
            group.entries.length > 0 ? (
              <Command.Group
                key={group.heading}
                heading={group.heading}
                className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-caption [&_[cmdk-group-heading]]:text-faint"
              >
                {group.entries.map((entry) => (
                  <Command.Item
                    key={entry.key}
                    value={entry.key}
                    onSelect={() => onGo(entry.href)}
                    className="flex h-10 cursor-pointer items-center gap-3 rounded-md px-3 data-[selected=true]:bg-hover max-md:h-12"
                  >
                    <entry.icon size={16} aria-hidden strokeWidth={1.75} className="shrink-0 text-soft" />
                    <span className="truncate">{entry.label}</span>
                    {entry.detail ? (
                      <span className="ml-auto truncate text-small text-faint">{entry.detail}</span>
                    ) : null}
                  </Command.Item>
                ))}
              </Command.Group>
            ) : null,
          )}
        </Command.List>
        <p className="flex gap-3 border-t border-line px-4 py-2 text-caption text-faint max-md:hidden">
          <span>
            <Kbd>↑</Kbd> <Kbd>↓</Kbd> choose
          </span>
          <span>
            <Kbd>↵</Kbd> open
          </span>
          <span>
            <Kbd>esc</Kbd> close
          </span>
        </p>
      </Command>
    </Dialog>
  );
}
