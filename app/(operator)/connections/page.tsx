import type { Metadata } from "next";
import { headers } from "next/headers";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { ConnectionPanel } from "#components/connection/connection-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { CircuitPanel } from "#components/supervisor/circuit-panel.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Connections" };

export default async function ConnectionsPage() {
  const request = await headers();
  const origin = `${request.get("x-forwarded-proto") ?? "http"}://${request.get("host") ?? "127.0.0.1:3000"}`;
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.connection.list.queryOptions());
  void queryClient.prefetchQuery(api.supervisor.circuits.queryOptions());
  return (
    <Prefetched>
      <Page>
        <PageHeader title="Connections" detail="Where events come from. Each has an address of its own to post to." />
        <QuerySection name="The connections" fallback={<SkeletonBlock tall />}>
          <ConnectionPanel origin={origin} />
        </QuerySection>
        <QuerySection name="The systems that are called" fallback={null}>
          <CircuitPanel />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
