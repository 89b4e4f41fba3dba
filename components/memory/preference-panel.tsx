"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { Section } from "#components/patterns/section.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { PreferenceList } from "./preference-list.tsx";

/** What was learnt from edits; nothing at all where nothing was. */
export function PreferencePanel() {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data } = useSuspenseQuery(trpc.memory.preferences.queryOptions({}));
  const settled = {
    onError: (error: Parameters<typeof errorWords>[0]) =>
      showToast({ key: "preference", tone: "bad", title: "Not changed", detail: errorWords(error) }),
    onSettled: () => renew(["memory"]),
  };
  const scope = useMutation(trpc.memory.scopePreference.mutationOptions(settled));
  const remove = useMutation(trpc.memory.removePreference.mutationOptions(settled));
  if (data.preferences.length === 0) return null;
  const busyId = scope.isPending ? scope.variables.id : remove.isPending ? remove.variables.id : null;
  return (
    <Section
      title="Learnt from your edits"
      count={data.preferences.length}
      detail="Done again in the next like draft. What you remove is not learnt again from the same edits."
    >
      <PreferenceList
        preferences={data.preferences}
        busyId={busyId}
        onScope={(id, next) => scope.mutate({ id, scope: next })}
        onRemove={(id) => remove.mutate({ id })}
      />
    </Section>
  );
}
