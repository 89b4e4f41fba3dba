import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { OutcomePanel } from "#components/outcome/outcome-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Outcomes" };

export default function OutcomesPage() {
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.outcome.get.queryOptions());
  return (
    <Prefetched>
      <Page>
        <PageHeader title="Outcomes" detail="Counted from what happened; nothing is estimated." />
        <QuerySection name="The outcomes" fallback={<SkeletonBlock tall />}>
          <OutcomePanel />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
