import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { RecordTabs } from "#components/records/record-tabs.tsx";
import { TaskFilters } from "#components/task/task-filters.tsx";
import { TaskListPanel } from "#components/task/task-list-panel.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Tasks" };

export default async function TasksPage({ searchParams }: { searchParams: Promise<{ status?: string }> }) {
  const status = (await searchParams).status === "done" ? "done" : "open";
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.task.list.queryOptions({ status }));
  return (
    <Prefetched>
      <Page>
        <PageHeader title="Records" />
        <RecordTabs current="tasks" />
        <TaskFilters status={status} />
        <QuerySection key={status} name="The tasks" fallback={<SkeletonRows />}>
          <TaskListPanel status={status} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
