"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { plainName, riskWords } from "#components/proposal/proposal-words.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { GrantForm } from "./grant-form.tsx";
import { type Draft, SimulationPanel } from "./simulation-panel.tsx";

export function GrantPanel({ agent, action: name }: { agent: string; action: string }) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: autonomy } = useSuspenseQuery(trpc.autonomy.get.queryOptions());
  const { data: actions } = useSuspenseQuery(trpc.autonomy.actions.queryOptions());
  const [draft, setDraft] = useState<Draft | null>(null);
  const save = useMutation(
    trpc.autonomy.setGrant.mutationOptions({
      onSuccess: () => showToast({ key: "autonomy", tone: "good", title: "Saved" }),
      onSettled: () => renew(["autonomy"]),
    }),
  );
  const grant = autonomy.grants.find((one) => one.agent === agent && one.action === name);
  const action = actions.find((one) => one.name === name);
  const back = <TextLink href="/agents/autonomy">Autonomy</TextLink>;
  if (!grant || !action) {
    return <PageHeader lead={back} title="Nothing to grant" detail="No agent proposes this action." />;
  }
  return (
    <>
      <PageHeader
        lead={back}
        title={`${plainName(agent)} · ${name}`}
        detail={`${action.description} It ${riskWords[action.risk]}.`}
      />
      <GrantForm
        key={grant.revision}
        grant={grant}
        action={action}
        currency={grant.caps.perEffect?.currency ?? grant.caps.perDay?.currency ?? autonomy.currency}
        bar={autonomy.settings.bar}
        busy={save.isPending}
        error={save.error ? errorWords(save.error) : null}
        onSave={(choice) => save.mutate({ ...choice, revision: grant.revision })}
        onTry={(choice) => setDraft({ grant: choice })}
      />
      {draft ? <SimulationPanel draft={draft} /> : null}
    </>
  );
}
