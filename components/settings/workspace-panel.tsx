"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { Section } from "#components/patterns/section.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { InstallationFacts } from "./installation-facts.tsx";
import { WorkspaceForm } from "./workspace-form.tsx";

export function WorkspacePanel() {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: settings } = useSuspenseQuery(trpc.workspace.settings.queryOptions());
  const update = useMutation(
    trpc.workspace.update.mutationOptions({
      onSuccess: () => {
        showToast({ key: "workspace", tone: "good", title: "Saved" });
        renew(["workspace"]);
      },
    }),
  );
  return (
    <WorkspaceForm
      settings={settings}
      busy={update.isPending}
      error={update.error ? errorWords(update.error) : null}
      onSave={(edit) => update.mutate(edit)}
    />
  );
}

export function InstallationPanel() {
  const trpc = useTRPC();
  const { data: settings } = useSuspenseQuery(trpc.workspace.settings.queryOptions());
  return (
    <Section title="This installation">
      <InstallationFacts settings={settings} />
    </Section>
  );
}
