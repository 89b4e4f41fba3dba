import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { ProposalPanel } from "#components/proposal/proposal-panel.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

export const metadata: Metadata = { title: "Proposal" };

export default async function ProposalPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.proposal.get.queryOptions({ id }));
  return (
    <Prefetched>
      <Page width="narrow">
        <PageHeader lead={<TextLink href="/approvals">Approvals</TextLink>} title="Proposal" />
        <QuerySection name="The proposal" fallback={<SkeletonBlock tall />}>
          <ProposalPanel id={id} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
