"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { Section } from "#components/patterns/section.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { SettingsForm } from "./settings-form.tsx";
import { type Draft, SimulationPanel } from "./simulation-panel.tsx";

export function SettingsPanel() {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: autonomy } = useSuspenseQuery(trpc.autonomy.get.queryOptions());
  const [draft, setDraft] = useState<Draft | null>(null);
  const { settings } = autonomy;
  const save = useMutation(
    trpc.autonomy.setSettings.mutationOptions({
      onSuccess: () => showToast({ key: "autonomy", tone: "good", title: "Saved" }),
      onSettled: () => renew(["autonomy"]),
    }),
  );
  return (
    <>
      <Section title="For every agent" detail="Holds whatever was granted.">
        <SettingsForm
          key={JSON.stringify(settings)}
          settings={settings}
          currency={autonomy.currency}
          timeZone={autonomy.timeZone}
          busy={save.isPending}
          error={save.error ? errorWords(save.error) : null}
          onSave={(changed) => save.mutate({ settings: changed, before: settings })}
          onTry={(changed) => setDraft({ settings: changed })}
        />
      </Section>
      {draft ? <SimulationPanel draft={draft} /> : null}
    </>
  );
}
