import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { byCursor } from "#components/api/pages.ts";
import { QuerySection } from "#components/api/query-section.tsx";
import { MemoryFilters, memoryTiers } from "#components/memory/memory-filters.tsx";
import { MemoryAddPanel, MemoryPanel } from "#components/memory/memory-panel.tsx";
import { MemoryTabsPanel } from "#components/memory/memory-tabs-panel.tsx";
import { PreferencePanel } from "#components/memory/preference-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { SearchForm } from "#components/patterns/search-form.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

export const metadata: Metadata = { title: "Memory" };

type Search = { search?: string; tier?: string };

export default async function MemoryPage({ searchParams }: { searchParams: Promise<Search> }) {
  const asked = await searchParams;
  const search = asked.search?.trim() ?? "";
  const tier = memoryTiers.find((each) => each.tier === asked.tier)?.tier ?? null;
  const { queryClient, api } = prefetcher();
  const input = { search: search || null, tier };
  void queryClient.prefetchInfiniteQuery(api.memory.list.infiniteQueryOptions(input, byCursor));
  void queryClient.prefetchQuery(api.memory.quarantineCount.queryOptions());
  void queryClient.prefetchQuery(api.memory.preferences.queryOptions({}));
  return (
    <Prefetched>
      <Page>
        <PageHeader
          title="Memory"
          detail={
            <>
              What is known, since when and from where. Nothing is overwritten. What agents may read and write of it:{" "}
              <TextLink href="/memory/boundaries">boundaries</TextLink>.
            </>
          }
          actions={
            <SearchForm action="/memory" label="Search memory" value={search} keep={tier ? { tier } : undefined} />
          }
        />
        <MemoryTabsPanel current="known" />
        <MemoryAddPanel />
        <QuerySection name="Learnt from your edits" fallback={null}>
          <PreferencePanel />
        </QuerySection>
        <MemoryFilters tier={tier} />
        <QuerySection key={`${tier} ${search}`} name="Memory" fallback={<SkeletonRows />}>
          <MemoryPanel search={search} tier={tier} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
