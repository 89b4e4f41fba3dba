import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { byCursor } from "#components/api/pages.ts";
import { QuerySection } from "#components/api/query-section.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { ApprovalTabs } from "#components/proposal/approval-tabs.tsx";
import { DecidedPanel } from "#components/proposal/decided-panel.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Decided proposals" };

export default function DecidedPage() {
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchInfiniteQuery(api.proposal.list.infiniteQueryOptions({ status: "decided" }, byCursor));
  return (
    <Prefetched>
      <Page width="wide">
        <PageHeader title="Approvals" />
        <ApprovalTabs current="decided" />
        <QuerySection name="Decided proposals" fallback={<SkeletonRows />}>
          <DecidedPanel />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
