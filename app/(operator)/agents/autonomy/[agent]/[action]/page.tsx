import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { GrantPanel } from "#components/autonomy/grant-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Autonomy" };

type Params = { params: Promise<{ agent: string; action: string }> };

export default async function GrantPage({ params }: Params) {
  const { agent, action } = await params;
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.autonomy.get.queryOptions());
  void queryClient.prefetchQuery(api.autonomy.actions.queryOptions());
  return (
    <Prefetched>
      <Page>
        <QuerySection name="What was granted" fallback={<SkeletonBlock tall />}>
          <GrantPanel agent={decodeURIComponent(agent)} action={decodeURIComponent(action)} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
