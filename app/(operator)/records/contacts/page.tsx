import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { byCursor } from "#components/api/pages.ts";
import { QuerySection } from "#components/api/query-section.tsx";
import { ContactListPanel } from "#components/contact/contact-list-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { SearchForm } from "#components/patterns/search-form.tsx";
import { RecordTabs } from "#components/records/record-tabs.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Contacts" };

export default async function ContactsPage({ searchParams }: { searchParams: Promise<{ search?: string }> }) {
  const search = (await searchParams).search?.trim() ?? "";
  const { queryClient, api } = prefetcher();
  const input = { search: search || undefined };
  void queryClient.prefetchInfiniteQuery(api.contact.list.infiniteQueryOptions(input, byCursor));
  return (
    <Prefetched>
      <Page>
        <PageHeader
          title="Records"
          actions={<SearchForm action="/records/contacts" label="Search contacts" value={search} />}
        />
        <RecordTabs current="contacts" />
        <QuerySection key={search} name="The contacts" fallback={<SkeletonRows />}>
          <ContactListPanel search={search} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
