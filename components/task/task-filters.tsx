import type { Route } from "next";
import { PillLinks } from "#components/patterns/pill-links.tsx";
import type { TaskRow } from "#server/domains/task/schema.ts";

export function TaskFilters({ status }: { status: TaskRow["status"] }) {
  return (
    <PillLinks
      label="Tasks by status"
      links={[
        { href: "/records/tasks", label: "Open", current: status === "open" },
        { href: "/records/tasks?status=done" as Route, label: "Done", current: status === "done" },
      ]}
    />
  );
}
