"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { byCursor, flatten } from "#components/api/pages.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { RecordEmpty } from "#components/records/record-empty.tsx";
import type { EventKind } from "#server/domains/event/schema.ts";
import { EventListView } from "./event-list-view.tsx";

export function EventListPanel({ kind }: { kind: EventKind | null }) {
  const trpc = useTRPC();
  const query = useSuspenseInfiniteQuery(trpc.event.list.infiniteQueryOptions({ kind }, byCursor));
  const { items, more } = flatten(query);
  return items.length > 0 ? (
    <EventListView events={items} more={more} />
  ) : (
    <RecordEmpty tab="events" filtered={kind !== null} />
  );
}
