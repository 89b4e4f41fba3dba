"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { Section } from "#components/patterns/section.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { SupervisionForm } from "./supervision-form.tsx";

export function SupervisionPolicyPanel() {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: policy } = useSuspenseQuery(trpc.supervisor.policy.queryOptions());
  const update = useMutation(
    trpc.supervisor.updatePolicy.mutationOptions({
      onSuccess: () => showToast({ key: "supervision", tone: "good", title: "Saved" }),
      onSettled: () => renew(["supervision"]),
    }),
  );
  return (
    <Section title="Its numbers" detail="In force from the next decision.">
      <SupervisionForm
        policy={policy}
        busy={update.isPending}
        error={update.error ? errorWords(update.error) : null}
        onSave={(changed) => update.mutate(changed)}
      />
    </Section>
  );
}
