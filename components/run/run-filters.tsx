import type { Route } from "next";
import { PillLinks } from "#components/patterns/pill-links.tsx";
import { TabLinks } from "#components/patterns/tab-links.tsx";
import { plainName } from "#components/proposal/proposal-words.ts";
import type { RunStatus } from "#server/domains/run/schema.ts";

/** What the list shows: runs with a status, or those that are paused, whatever their status. */
export type RunFilterStatus = RunStatus | "paused";

/** The filter as the list's query takes it. */
export function runsQuery({ status, workflow }: { status: RunFilterStatus | null; workflow: string | null }) {
  return status === "paused" ? { paused: true, workflow } : { status, workflow };
}

export const runFilters: { status: RunFilterStatus | null; label: string }[] = [
  { status: null, label: "All" },
  { status: "waiting", label: "Waiting" },
  { status: "running", label: "Running" },
  { status: "paused", label: "Paused" },
  { status: "failed", label: "Failed" },
  { status: "succeeded", label: "Finished" },
  { status: "cancelled", label: "Cancelled" },
];

function runsHref({ status, workflow }: { status: RunFilterStatus | null; workflow: string | null }): Route {
  const search = new URLSearchParams({ ...(status ? { status } : {}), ...(workflow ? { workflow } : {}) }).toString();
  return (search ? `/runs?${search}` : "/runs") as Route;
}

export function RunFilters({ status, workflow }: { status: RunFilterStatus | null; workflow: string | null }) {
  return (
    <div className="grid grid-cols-1 gap-3">
      <TabLinks
        label="Runs by status"
        tabs={runFilters.map((filter) => ({
          href: runsHref({ status: filter.status, workflow }),
          label: filter.label,
          current: filter.status === status,
        }))}
      />
      {workflow ? (
        <PillLinks
          label="Runs by workflow"
          links={[
            { href: runsHref({ status, workflow: null }), label: "All workflows", current: false },
            { href: runsHref({ status, workflow }), label: plainName(workflow), current: true },
          ]}
        />
      ) : null}
    </div>
  );
}
