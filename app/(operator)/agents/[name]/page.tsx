import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { AgentTrustPanel } from "#components/agent/agent-trust-panel.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { Page } from "#components/patterns/page.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Agent" };

export default async function AgentPage({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.trust.ofAgent.queryOptions({ agent: name }));
  return (
    <Prefetched>
      <Page width="wide">
        <QuerySection name="The agent" fallback={<SkeletonBlock tall />}>
          <AgentTrustPanel agent={name} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
