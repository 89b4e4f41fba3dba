import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { byCursor } from "#components/api/pages.ts";
import { QuerySection } from "#components/api/query-section.tsx";
import { InvoiceFilters, invoiceStatuses } from "#components/invoice/invoice-filters.tsx";
import { InvoiceListPanel } from "#components/invoice/invoice-list-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { RecordTabs } from "#components/records/record-tabs.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Invoices" };

export default async function InvoicesPage({ searchParams }: { searchParams: Promise<{ status?: string }> }) {
  const search = await searchParams;
  const status = invoiceStatuses.find((each) => each === search.status) ?? null;
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchInfiniteQuery(api.invoice.list.infiniteQueryOptions({ status }, byCursor));
  return (
    <Prefetched>
      <Page>
        <PageHeader title="Records" />
        <RecordTabs current="invoices" />
        <InvoiceFilters status={status} />
        <QuerySection key={status} name="The invoices" fallback={<SkeletonRows />}>
          <InvoiceListPanel status={status} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
