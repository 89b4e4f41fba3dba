import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { AgentPanel } from "#components/agent/agent-panel.tsx";
import { AgentTabs } from "#components/agent/agent-tabs.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Agents" };

export default function AgentsPage() {
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.agent.list.queryOptions());
  return (
    <Prefetched>
      <Page>
        <PageHeader
          title="Agents"
          detail="Each is bounded: it may read, think and propose. Nothing happens without you."
        />
        <AgentTabs current="agents" />
        <QuerySection name="The agents" fallback={<SkeletonBlock tall />}>
          <AgentPanel />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
