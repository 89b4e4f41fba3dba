import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { WalkPanel } from "#components/audit/walk-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "How it came about" };

export default async function WalkPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.audit.walk.queryOptions({ id }));
  return (
    <Prefetched>
      <Page>
        <QuerySection name="How it came about" fallback={<SkeletonBlock tall />}>
          <WalkPanel id={id} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
