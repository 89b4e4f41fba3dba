import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { AgentTabs } from "#components/agent/agent-tabs.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { AutonomyPanel } from "#components/autonomy/autonomy-panel.tsx";
import { ChangePanel } from "#components/autonomy/change-panel.tsx";
import { SettingsPanel } from "#components/autonomy/settings-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { SkeletonBlock, SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Autonomy" };

export default function AutonomyPage() {
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.autonomy.get.queryOptions());
  void queryClient.prefetchQuery(api.autonomy.actions.queryOptions());
  void queryClient.prefetchQuery(api.autonomy.changes.queryOptions({}));
  return (
    <Prefetched>
      <Page>
        <PageHeader
          title="Autonomy"
          detail="How far each agent may go with each action. Whatever is granted, it asks until its workflow is at the stage “autonomous” and your decisions have proven it right."
        />
        <AgentTabs current="autonomy" />
        <QuerySection name="What was granted" fallback={<SkeletonRows />}>
          <AutonomyPanel />
        </QuerySection>
        <QuerySection name="What holds for every agent" fallback={<SkeletonBlock tall />}>
          <SettingsPanel />
        </QuerySection>
        <QuerySection name="The history" fallback={<SkeletonRows />}>
          <ChangePanel />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
