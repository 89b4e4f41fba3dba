import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { byCursor } from "#components/api/pages.ts";
import { QuerySection } from "#components/api/query-section.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { ApprovalTabs } from "#components/proposal/approval-tabs.tsx";
import { ApprovalsPanel } from "#components/proposal/approvals-panel.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Approvals" };

export default function ApprovalsPage() {
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchInfiniteQuery(api.proposal.list.infiniteQueryOptions({ status: "pending" }, byCursor));
  return (
    <Prefetched>
      <Page width="wide">
        <PageHeader title="Approvals" />
        <ApprovalTabs current="waiting" />
        <QuerySection name="Approvals" fallback={<SkeletonRows />}>
          <ApprovalsPanel />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
