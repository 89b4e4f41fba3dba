import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { BoundariesPanel } from "#components/memory/boundaries-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

export const metadata: Metadata = { title: "Boundaries of memory" };

export default function BoundariesPage() {
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.memory.boundaries.queryOptions());
  return (
    <Prefetched>
      <Page width="wide">
        <PageHeader
          lead={<TextLink href="/memory">Memory</TextLink>}
          title="Boundaries"
          detail="What each agent may read and write. Writing includes reading. It holds from the next recall on, and what it keeps from an agent stands on the run's timeline."
        />
        <QuerySection name="The boundaries" fallback={<SkeletonBlock tall />}>
          <BoundariesPanel />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
