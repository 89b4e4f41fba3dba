"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Activity, FileText, type LucideIcon, UserRound } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { hrefs } from "#components/patterns/hrefs.ts";
import { navItems } from "./nav-items.ts";
import { Palette, type PaletteEntry } from "./palette.tsx";

const mostPerGroup = 6;

const deeper: { href: Route; label: string; icon: LucideIcon }[] = [
  { href: "/approvals/review", label: "Review tasks", icon: Activity },
  { href: "/approvals/decided", label: "Decided proposals", icon: Activity },
  { href: "/records/contacts", label: "Contacts", icon: UserRound },
  { href: "/records/invoices", label: "Invoices", icon: FileText },
  { href: "/records/tasks", label: "Tasks", icon: FileText },
  { href: "/records/mail", label: "Messages sent", icon: FileText },
  { href: "/records/events", label: "Events", icon: Activity },
];

export function PalettePanel({ open, onClose }: { open: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search.trim());
  const contacts = useQuery({
    ...trpc.contact.list.queryOptions({ search: wanted || undefined }),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const runs = useQuery({ ...trpc.run.list.queryOptions({}), enabled: open });
  const invoices = useQuery({ ...trpc.invoice.list.queryOptions({}), enabled: open });

  const has = (...texts: (string | null | undefined)[]) =>
    texts.some((text) => text?.toLowerCase().includes(wanted.toLowerCase()));
  const take = <T,>(rows: T[] | undefined, fits: (row: T) => boolean, entry: (row: T) => PaletteEntry) =>
    (rows ?? []).filter(fits).slice(0, mostPerGroup).map(entry);

  const screens = [...navItems, ...(wanted ? deeper : [])]
    .filter((item) => has(item.label))
    .map((item) => ({ ...item, key: `screen ${item.href}` }));
  const groups = [
    { heading: "Screens", entries: screens },
    {
      heading: "Contacts",
      entries: take(
        contacts.data?.items,
        (contact) => has(contact.name, contact.email, contact.company),
        (contact) => ({
          key: `contact ${contact.id}`,
          href: hrefs.contact(contact.id),
          label: contact.name,
          detail: contact.company ?? contact.email ?? undefined,
          icon: UserRound,
        }),
      ),
    },
    {
      heading: "Invoices",
      entries: take(
        invoices.data?.items,
        (invoice) => has(invoice.number, invoice.contact.name),
        (invoice) => ({
          key: `invoice ${invoice.id}`,
          href: hrefs.invoice(invoice.id),
          label: invoice.number ?? "Draft",
          detail: invoice.contact.name,
          icon: FileText,
        }),
      ),
    },
    {
      heading: "Recent runs",
      entries: take(
        runs.data?.items,
        (run) => has(run.title, run.summary),
        (run) => ({
          key: `run ${run.id}`,
          href: hrefs.run(run.id),
          label: run.title,
          detail: run.status,
          icon: Activity,
        }),
      ),
    },
  ];
  const go = (href: Route) => {
    onClose();
    setSearch("");
    router.push(href);
  };
  return (
    <Palette
      open={open}
      onClose={onClose}
      search={search}
      onSearch={setSearch}
      groups={groups}
      busy={contacts.isFetching}
      onGo={go}
    />
  );
}
