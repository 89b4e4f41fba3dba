"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { byCursor, flatten } from "#components/api/pages.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { RecordEmpty } from "#components/records/record-empty.tsx";
import type { InvoiceRow } from "#server/domains/invoice/schema.ts";
import { InvoiceListView } from "./invoice-list-view.tsx";

export function InvoiceListPanel({ status }: { status: InvoiceRow["status"] | null }) {
  const trpc = useTRPC();
  const query = useSuspenseInfiniteQuery(trpc.invoice.list.infiniteQueryOptions({ status }, byCursor));
  const { items, more } = flatten(query);
  return items.length > 0 ? (
    <InvoiceListView invoices={items} more={more} />
  ) : (
    <RecordEmpty tab="invoices" filtered={status !== null} />
  );
}
