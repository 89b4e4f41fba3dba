import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { EventPanel } from "#components/event/event-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Event" };

export default async function EventPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.event.get.queryOptions({ id }));
  return (
    <Prefetched>
      <Page width="wide">
        <QuerySection name="The event" fallback={<SkeletonBlock tall />}>
          <EventPanel id={id} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
