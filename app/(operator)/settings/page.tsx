import type { Metadata } from "next";
import { cookies } from "next/headers";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { QuerySection } from "#components/api/query-section.tsx";
import { NotifySettingsPanel } from "#components/notification/notify-settings-panel.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { ApiKeyPanel } from "#components/settings/api-key-panel.tsx";
import { Appearance } from "#components/settings/appearance.tsx";
import { SessionPanel } from "#components/settings/session-panel.tsx";
import { InstallationPanel, WorkspacePanel } from "#components/settings/workspace-panel.tsx";
import { readTheme, themeCookie } from "#components/shell/theme.ts";
import { SkeletonBlock, SkeletonRows } from "#components/ui/skeleton.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const theme = readTheme((await cookies()).get(themeCookie)?.value);
  const { queryClient, api } = prefetcher();
  void queryClient.prefetchQuery(api.workspace.settings.queryOptions());
  void queryClient.prefetchQuery(api.delivery.settings.queryOptions());
  void queryClient.prefetchQuery(api.push.state.queryOptions());
  void queryClient.prefetchQuery(api.apiKey.list.queryOptions());
  void queryClient.prefetchQuery(api.session.list.queryOptions());
  return (
    <Prefetched>
      <Page width="narrow">
        <PageHeader title="Settings" />
        <Section title="Workspace">
          <QuerySection name="The workspace" fallback={<SkeletonBlock />}>
            <WorkspacePanel />
          </QuerySection>
        </Section>
        <Section title="Appearance">
          <Appearance initial={theme} />
        </Section>
        <Section title="Notifications" detail="How you are told of what waits for you.">
          <QuerySection name="The notifications" fallback={<SkeletonRows rows={4} />}>
            <NotifySettingsPanel />
          </QuerySection>
        </Section>
        <Section title="API keys" detail="For programs that send events or read runs.">
          <QuerySection name="The keys" fallback={<SkeletonRows rows={2} />}>
            <ApiKeyPanel />
          </QuerySection>
        </Section>
        <Section title="Sessions" detail="Every browser that is signed in.">
          <QuerySection name="The sessions" fallback={<SkeletonRows rows={2} />}>
            <SessionPanel />
          </QuerySection>
        </Section>
        <QuerySection name="The installation" fallback={<SkeletonBlock />}>
          <InstallationPanel />
        </QuerySection>
      </Page>
    </Prefetched>
  );
}
