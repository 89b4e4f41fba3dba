import type { Metadata } from "next";
import { Suspense } from "react";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { byCursor } from "#components/api/pages.ts";
import { QuerySection } from "#components/api/query-section.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { ApprovalTabs } from "#components/proposal/approval-tabs.tsx";
import { ApprovalsPanel } from "#components/proposal/approvals-panel.tsx";
import { readQueueAddress } from "#components/proposal/queue-address.ts";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Approvals" };

type Search = Promise<Record<string, string | string[] | undefined>>;

/** The queue and, once it is known which one is open, that card: the frame of the screen does not wait for them. */
async function Queue({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const chosenIn = (name: string) => [search[name]].flat()[0] ?? null;
  const { sort, filter } = readQueueAddress({ get: chosenIn });
  const { queryClient, api } = prefetcher();
  const options = api.proposal.queue.infiniteQueryOptions({ ...filter, sort }, byCursor);
  await queryClient.prefetchInfiniteQuery(options);
  const rows = queryClient.getQueryData(options.queryKey)?.pages[0]?.items ?? [];
  const open = rows.find((row) => row.id === chosenIn("proposal")) ?? rows[0];
  if (open) await queryClient.prefetchQuery(api.proposal.get.queryOptions({ id: open.id }));
  return (
    <Prefetched>
      <QuerySection name="Approvals" fallback={<SkeletonRows />}>
        <ApprovalsPanel />
      </QuerySection>
    </Prefetched>
  );
}

export default function ApprovalsPage({ searchParams }: { searchParams: Search }) {
  return (
    <Page width="wide">
      <PageHeader title="Approvals" />
      <ApprovalTabs current="waiting" />
      <Suspense fallback={<SkeletonRows />}>
        <Queue searchParams={searchParams} />
      </Suspense>
    </Page>
  );
}
