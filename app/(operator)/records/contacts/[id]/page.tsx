import type { Metadata } from "next";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { ContactPanel } from "#components/contact/contact-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Contact" };

export default async function ContactPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.contact.get.queryOptions({ id }));
  return (
    <Prefetched>
      <Page width="wide">
        <QuerySection name="The contact" fallback={<SkeletonBlock tall />}>
          <ContactPanel id={id} />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
