import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { byCursor } from "#components/api/pages.ts";
import { QuerySection } from "#components/api/query-section.tsx";
import { EventFilters } from "#components/event/event-filters.tsx";
import { EventListPanel } from "#components/event/event-list-panel.tsx";
import { eventKinds } from "#components/event/event-words.ts";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { RecordTabs } from "#components/records/record-tabs.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Events" };

export default async function EventsPage({ searchParams }: { searchParams: Promise<{ kind?: string }> }) {
  const search = await searchParams;
  const kind = eventKinds.find((each) => each === search.kind) ?? null;
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchInfiniteQuery(api.event.list.infiniteQueryOptions({ kind }, byCursor));
  return (
    <Prefetched>
      <Page>
        <PageHeader title="Records" />
        <RecordTabs current="events" />
        <EventFilters kind={kind} />
        <QuerySection key={kind} name="The events" fallback={<SkeletonRows />}>
          <EventListPanel kind={kind} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
