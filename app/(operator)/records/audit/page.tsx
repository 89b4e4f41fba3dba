import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { byCursor } from "#components/api/pages.ts";
import { QuerySection } from "#components/api/query-section.tsx";
import { auditParametersIn, auditQuery } from "#components/audit/audit-address.ts";
import { AuditFilterPanel, AuditListPanel } from "#components/audit/audit-list-panel.tsx";
import { VerifyPanel } from "#components/audit/verify-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { RecordTabs } from "#components/records/record-tabs.tsx";
import { SkeletonBlock, SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Audit" };

type Search = Record<string, string | string[] | undefined>;

export default async function AuditPage({ searchParams }: { searchParams: Promise<Search> }) {
  const chosen = auditParametersIn(await searchParams);
  const { queryClient, api } = prefetcher();
  const { contactId, runId } = auditQuery(chosen);
  void queryClient.prefetchQuery(api.audit.choices.queryOptions({ contactId, runId }));
  void queryClient.prefetchInfiniteQuery(api.audit.list.infiniteQueryOptions(auditQuery(chosen), byCursor));
  return (
    <Prefetched>
      <Page>
        <PageHeader title="Records" detail="Who did what, when and why. Nothing in it can be changed unnoticed." />
        <RecordTabs current="audit" />
        <VerifyPanel chosen={chosen} />
        <QuerySection name="The filters" fallback={<SkeletonBlock />}>
          <AuditFilterPanel chosen={chosen} />
        </QuerySection>
        <QuerySection key={JSON.stringify(chosen)} name="The audit trail" fallback={<SkeletonRows />}>
          <AuditListPanel chosen={chosen} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
