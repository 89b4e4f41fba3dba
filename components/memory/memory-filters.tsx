import type { Route } from "next";
import { TabLinks } from "#components/patterns/tab-links.tsx";
import type { MemoryRow } from "#server/memory/schema.ts";

type Tier = MemoryRow["tier"];

export const memoryTiers: { tier: Tier | null; label: string }[] = [
  { tier: null, label: "All" },
  { tier: "canonical", label: "Company" },
  { tier: "profile", label: "People" },
  { tier: "session", label: "Single runs" },
];

export function MemoryFilters({ tier }: { tier: Tier | null }) {
  return (
    <TabLinks
      label="Memory by tier"
      tabs={memoryTiers.map((each) => ({
        href: (each.tier ? `/memory?tier=${each.tier}` : "/memory") as Route,
        label: each.label,
        current: each.tier === tier,
      }))}
    />
  );
}
