"use client";

import { useMutation, useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { byCursor, flatten } from "#components/api/pages.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import type { MemoryRow } from "#server/memory/schema.ts";
import { MemoryAddForm } from "./memory-add-form.tsx";
import { MemoryListView } from "./memory-list-view.tsx";

export type MemoryFilter = { search: string; tier: MemoryRow["tier"] | null };

export function MemoryPanel({ search, tier }: MemoryFilter) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const query = useSuspenseInfiniteQuery(
    trpc.memory.list.infiniteQueryOptions({ search: search || null, tier }, byCursor),
  );
  const { items, more } = flatten(query);
  const failed = (error: Parameters<typeof errorWords>[0]) =>
    showToast({ key: "memory", tone: "bad", title: "Not changed", detail: errorWords(error) });
  const settled = { onError: failed, onSettled: () => renew(["memory"]) };
  const confirm = useMutation(trpc.memory.confirm.mutationOptions(settled));
  const close = useMutation(trpc.memory.close.mutationOptions(settled));
  const rollBack = useMutation(
    trpc.memory.rollBackItem.mutationOptions({
      ...settled,
      onSuccess: ({ version }) =>
        showToast({ key: "memory", tone: "good", title: `Back, as version ${version}`, detail: "Nothing was lost." }),
    }),
  );
  const edit = useMutation(trpc.memory.edit.mutationOptions({ onSettled: settled.onSettled }));
  const busyId = [edit, rollBack, confirm, close].find(({ isPending }) => isPending)?.variables?.id ?? null;
  if (items.length === 0) {
    return search || tier ? (
      <EmptyState title="Nothing matches" detail="Try other words, or look at all tiers.">
        <ButtonLink href="/memory">Show all memory</ButtonLink>
      </EmptyState>
    ) : (
      <EmptyState
        title="Nothing is known yet"
        detail="Write down above what is true for your company: prices, terms, how you sign. Runs and corrections add to it, each with its source."
      />
    );
  }
  return (
    <MemoryListView
      items={items}
      busyId={busyId}
      onConfirm={(id) => confirm.mutate({ id })}
      onClose={(id) => close.mutate({ id })}
      onRollBack={({ id, newest }) => rollBack.mutate({ id, newest })}
      onEdit={(id, text) =>
        edit.mutateAsync({ id, text }).then(
          () => null,
          (error) => errorWords(error),
        )
      }
      more={more}
    />
  );
}

export function MemoryAddPanel() {
  const trpc = useTRPC();
  const renew = useRenewal();
  const add = useMutation(trpc.memory.add.mutationOptions({ onSettled: () => renew(["memory"]) }));
  return (
    <MemoryAddForm
      busy={add.isPending}
      error={add.error ? errorWords(add.error) : null}
      onAdd={(text) =>
        add.mutateAsync({ subjectKind: "workspace", text }).then(
          () => true,
          () => false,
        )
      }
    />
  );
}
