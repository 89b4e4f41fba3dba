import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { AgentTabs } from "#components/agent/agent-tabs.tsx";
import { byCursor } from "#components/api/pages.ts";
import { QuerySection } from "#components/api/query-section.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { CircuitPanel } from "#components/supervisor/circuit-panel.tsx";
import { DeadLetterPanel } from "#components/supervisor/dead-letter-panel.tsx";
import { DecisionPanel } from "#components/supervisor/decision-panel.tsx";
import { SupervisionPolicyPanel } from "#components/supervisor/supervision-policy-panel.tsx";
import { SkeletonBlock, SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Supervisor" };

export default function SupervisorPage() {
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.supervisor.circuits.queryOptions());
  void queryClient.prefetchQuery(api.supervisor.policy.queryOptions());
  void queryClient.prefetchInfiniteQuery(api.supervisor.deadLetters.infiniteQueryOptions({ status: "open" }, byCursor));
  void queryClient.prefetchInfiniteQuery(api.supervisor.decisions.infiniteQueryOptions({}, byCursor));
  return (
    <Prefetched>
      <Page>
        <PageHeader
          title="Supervisor"
          detail="Finds runs that failed, got stuck, are late or go in a circle, does what your numbers say, and hands you the rest."
        />
        <AgentTabs current="supervisor" />
        <QuerySection name="The systems that are called" fallback={<SkeletonRows />}>
          <CircuitPanel empty={<p className="text-soft">No call to an outside system has failed so far.</p>} />
        </QuerySection>
        <QuerySection name="The dead letters" fallback={<SkeletonRows />}>
          <DeadLetterPanel />
        </QuerySection>
        <QuerySection name="What the supervisor did" fallback={<SkeletonRows />}>
          <DecisionPanel />
        </QuerySection>
        <QuerySection name="The supervisor's numbers" fallback={<SkeletonBlock tall />}>
          <SupervisionPolicyPanel />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
