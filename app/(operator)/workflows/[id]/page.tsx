import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { Page } from "#components/patterns/page.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";
import { WorkflowDetailPanel } from "#components/workflow/workflow-detail-panel.tsx";

export const metadata: Metadata = { title: "Workflow" };

export default async function WorkflowPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.workflow.get.queryOptions({ workflow: id }));
  void queryClient.prefetchQuery(api.schedule.ofWorkflow.queryOptions({ workflow: id }));
  return (
    <Prefetched>
      <Page width="wide">
        <QuerySection name="The workflow" fallback={<SkeletonBlock tall />}>
          <WorkflowDetailPanel workflow={id} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
