import type { Route } from "next";
import { PillLinks } from "#components/patterns/pill-links.tsx";
import type { EventKind } from "#server/domains/event/schema.ts";
import { eventKinds, eventKindWords } from "./event-words.ts";

export function EventFilters({ kind }: { kind: EventKind | null }) {
  return (
    <PillLinks
      label="Events by kind"
      links={[null, ...eventKinds].map((each) => ({
        href: (each ? `/records/events?kind=${each}` : "/records/events") as Route,
        label: each ? eventKindWords[each] : "All",
        current: each === kind,
      }))}
    />
  );
}
