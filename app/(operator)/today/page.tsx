import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { Page } from "#components/patterns/page.tsx";
import { TodayPanel } from "#components/today/today-panel.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Today" };

export default function TodayPage() {
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.today.get.queryOptions());
  return (
    <Prefetched>
      <Page width="wide">
        <QuerySection name="Today" fallback={<SkeletonRows />}>
          <TodayPanel />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
