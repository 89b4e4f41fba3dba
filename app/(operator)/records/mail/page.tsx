import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { byCursor } from "#components/api/pages.ts";
import { QuerySection } from "#components/api/query-section.tsx";
import { MailListPanel } from "#components/mail/mail-list-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { RecordTabs } from "#components/records/record-tabs.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Messages sent" };

export default function MailPage() {
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchInfiniteQuery(api.mail.list.infiniteQueryOptions({}, byCursor));
  return (
    <Prefetched>
      <Page>
        <PageHeader title="Records" />
        <RecordTabs current="mail" />
        <QuerySection name="The messages" fallback={<SkeletonRows />}>
          <MailListPanel />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
