import type { Route } from "next";
import { TabLinks } from "#components/patterns/tab-links.tsx";
import type { RunStatus } from "#server/domains/run/schema.ts";

export const runFilters: { status: RunStatus | null; label: string }[] = [
  { status: null, label: "All" },
  { status: "waiting", label: "Waiting" },
  { status: "running", label: "Running" },
  { status: "failed", label: "Failed" },
  { status: "succeeded", label: "Finished" },
  { status: "cancelled", label: "Cancelled" },
];

export function RunFilters({ status }: { status: RunStatus | null }) {
  return (
    <TabLinks
      label="Runs by status"
      tabs={runFilters.map((filter) => ({
        href: (filter.status ? `/runs?status=${filter.status}` : "/runs") as Route,
        label: filter.label,
        current: filter.status === status,
      }))}
    />
  );
}
