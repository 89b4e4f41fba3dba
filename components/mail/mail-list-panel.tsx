"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { byCursor, flatten } from "#components/api/pages.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { RecordEmpty } from "#components/records/record-empty.tsx";
import { MailListView } from "./mail-list-view.tsx";

export function MailListPanel() {
  const trpc = useTRPC();
  const query = useSuspenseInfiniteQuery(trpc.mail.list.infiniteQueryOptions({}, byCursor));
  const { items, more } = flatten(query);
  return items.length > 0 ? <MailListView mails={items} more={more} /> : <RecordEmpty tab="mail" />;
}
