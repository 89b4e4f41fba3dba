import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";

import { QuerySection } from "#components/api/query-section.tsx";
import { EscalationListPanel } from "#components/escalation/escalation-list-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { ApprovalTabs } from "#components/proposal/approval-tabs.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Review tasks" };

export default function ReviewPage() {
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.escalation.list.queryOptions());
  return (
    <Prefetched>
      <Page width="wide">
        <PageHeader title="Approvals" />
        <ApprovalTabs current="review" />
        <QuerySection name="Review tasks" fallback={<SkeletonRows />}>
          <EscalationListPanel />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
