import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { InvoicePanel } from "#components/invoice/invoice-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Invoice" };

export default async function InvoicePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.invoice.get.queryOptions({ id }));
  return (
    <Prefetched>
      <Page width="wide">
        <QuerySection name="The invoice" fallback={<SkeletonBlock tall />}>
          <InvoicePanel id={id} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
