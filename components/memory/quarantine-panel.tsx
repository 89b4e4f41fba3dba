"use client";

import { useMutation, useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { byCursor, flatten } from "#components/api/pages.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { QuarantineView } from "./quarantine-view.tsx";

export function QuarantinePanel() {
  const trpc = useTRPC();
  const renew = useRenewal();
  const query = useSuspenseInfiniteQuery(trpc.memory.quarantine.infiniteQueryOptions({}, byCursor));
  const { items, more } = flatten(query);
  const settled = {
    onError: (error: Parameters<typeof errorWords>[0]) =>
      showToast({ key: "memory", tone: "bad", title: "Not changed", detail: errorWords(error) }),
    onSettled: () => renew(["memory"]),
  };
  const decide = useMutation(trpc.memory.decideQuarantined.mutationOptions(settled));
  const edit = useMutation(trpc.memory.edit.mutationOptions({ onSettled: settled.onSettled }));
  const decided = async (ids: string[], decision: "confirm" | "discard") => {
    try {
      const outcome = await decide.mutateAsync({ ids, decision });
      const done = outcome.filter((one) => one.decided).length;
      const left = outcome.length - done;
      const title = `${done} ${decision === "confirm" ? "confirmed" : "discarded"}`;
      const detail = left > 0 ? `${left} did not wait any more.` : null;
      showToast({ key: "memory", tone: left > 0 ? "info" : "good", title, ...(detail ? { detail } : {}) });
      return true;
    } catch {
      // told by the mutation itself
      return false;
    }
  };
  if (items.length === 0) {
    return (
      <EmptyState
        title="Nothing waits here"
        detail="What people outside say of themselves waits here until you confirm it. Until then no agent reads it."
      >
        <ButtonLink href="/memory">Show what is known</ButtonLink>
      </EmptyState>
    );
  }
  const [only] = decide.variables?.ids ?? [];
  return (
    <QuarantineView
      items={items}
      busyId={decide.isPending ? (only ?? null) : edit.isPending ? edit.variables.id : null}
      error={edit.error ? errorWords(edit.error) : null}
      onDecide={decided}
      onSave={(id, text) =>
        edit.mutateAsync({ id, text }).then(
          () => true,
          () => false,
        )
      }
      more={more}
    />
  );
}
