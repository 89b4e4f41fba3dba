import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { byCursor } from "#components/api/pages.ts";
import { QuerySection } from "#components/api/query-section.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { RunFilters, runFilters, runsQuery } from "#components/run/run-filters.tsx";
import { RunListPanel } from "#components/run/run-list-panel.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Runs" };

type Search = { status?: string; workflow?: string };

export default async function RunsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const status = runFilters.find((filter) => filter.status === search.status)?.status ?? null;
  const workflow = search.workflow ?? null;
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchInfiniteQuery(api.run.list.infiniteQueryOptions(runsQuery({ status, workflow }), byCursor));
  return (
    <Prefetched>
      <Page>
        <PageHeader title="Runs" />
        <RunFilters status={status} workflow={workflow} />
        <QuerySection key={`${status} ${workflow}`} name="The runs" fallback={<SkeletonRows />}>
          <RunListPanel status={status} workflow={workflow} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
