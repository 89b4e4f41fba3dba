"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { byCursor, flatten } from "#components/api/pages.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { RecordEmpty } from "#components/records/record-empty.tsx";
import { ContactListView } from "./contact-list-view.tsx";

export function ContactListPanel({ search }: { search: string }) {
  const trpc = useTRPC();
  const query = useSuspenseInfiniteQuery(
    trpc.contact.list.infiniteQueryOptions({ search: search || undefined }, byCursor),
  );
  const { items, more } = flatten(query);
  return items.length > 0 ? (
    <ContactListView contacts={items} more={more} />
  ) : (
    <RecordEmpty tab="contacts" filtered={search !== ""} />
  );
}
