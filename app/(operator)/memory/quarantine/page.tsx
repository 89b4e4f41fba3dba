import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { byCursor } from "#components/api/pages.ts";
import { QuerySection } from "#components/api/query-section.tsx";
import { MemoryTabsPanel } from "#components/memory/memory-tabs-panel.tsx";
import { QuarantinePanel } from "#components/memory/quarantine-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Quarantine" };

export default function QuarantinePage() {
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.memory.quarantineCount.queryOptions());
  void queryClient.prefetchInfiniteQuery(api.memory.quarantine.infiniteQueryOptions({}, byCursor));
  return (
    <Prefetched>
      <Page>
        <PageHeader title="Memory" detail="What was said outside. No agent reads it until you confirm it." />
        <MemoryTabsPanel current="quarantine" />
        <QuerySection name="Quarantine" fallback={<SkeletonRows />}>
          <QuarantinePanel />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
