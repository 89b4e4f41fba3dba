import type { Route } from "next";
import { TabLinks } from "#components/patterns/tab-links.tsx";

type MemoryTabsProps = { current: "known" | "quarantine"; quarantined?: number };

export function MemoryTabs({ current, quarantined }: MemoryTabsProps) {
  return (
    <TabLinks
      label="Memory"
      tabs={[
        { href: "/memory", label: "Known", current: current === "known" },
        {
          href: "/memory/quarantine" as Route,
          label: "Quarantine",
          current: current === "quarantine",
          ...(quarantined === undefined ? {} : { count: quarantined }),
        },
      ]}
    />
  );
}
