import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";
import { WorkflowPanel } from "#components/workflow/workflow-panel.tsx";

export const metadata: Metadata = { title: "Workflows" };

export default function WorkflowsPage() {
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.workflow.list.queryOptions());
  return (
    <Prefetched>
      <Page>
        <PageHeader
          title="Workflows"
          detail="What happens when something comes in. Runs keep the version they started with."
        />
        <QuerySection name="The workflows" fallback={<SkeletonBlock tall />}>
          <WorkflowPanel />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
