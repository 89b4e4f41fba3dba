"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { MemoryTabs } from "./memory-tabs.tsx";

/** The tabs with how many items wait in quarantine; without it until that is known. */
export function MemoryTabsPanel({ current }: { current: "known" | "quarantine" }) {
  const trpc = useTRPC();
  const count = useQuery(trpc.memory.quarantineCount.queryOptions());
  return <MemoryTabs current={current} {...(count.data === undefined ? {} : { quarantined: count.data })} />;
}
