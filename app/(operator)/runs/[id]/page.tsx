import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { Page } from "#components/patterns/page.tsx";
import { RunPanel } from "#components/run/run-panel.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Run" };

export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.run.get.queryOptions({ id }));
  return (
    <Prefetched>
      <Page width="wide">
        <QuerySection name="The run" fallback={<SkeletonBlock tall />}>
          <RunPanel id={id} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
