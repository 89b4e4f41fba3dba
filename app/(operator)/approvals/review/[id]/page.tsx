import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { ReviewPanel } from "#components/escalation/review-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Review task" };

export default async function ReviewTaskPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.escalation.get.queryOptions({ id }));
  return (
    <Prefetched>
      <Page width="narrow">
        <QuerySection name="The review task" fallback={<SkeletonBlock tall />}>
          <ReviewPanel id={id} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
