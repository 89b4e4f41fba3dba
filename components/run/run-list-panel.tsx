"use client";

import { useMutation, useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { byCursor, flatten } from "#components/api/pages.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { showToast } from "#components/ui/toast-store.ts";
import type { RetriedRuns } from "#server/domains/run/schema.ts";
import { RunEmpty } from "./run-empty.tsx";
import { type RunFilterStatus, runsQuery } from "./run-filters.tsx";
import { RunListView } from "./run-list-view.tsx";

export type RunFilter = { status: RunFilterStatus | null; workflow: string | null };

function tellRetried({ runs, retried }: RetriedRuns): void {
  const refused = runs.flatMap((run) => (run.retried ? [] : [run.message]));
  const title = retried === 1 ? "One run is tried again" : `${retried} runs are tried again`;
  const detail = refused.length ? `${refused.length} could not be: ${refused[0]}` : undefined;
  showToast({ key: "runs", tone: refused.length ? "bad" : "info", title, ...(detail ? { detail } : {}) });
}

export function RunListPanel({ status, workflow }: RunFilter) {
  const trpc = useTRPC();
  const query = useSuspenseInfiniteQuery(trpc.run.list.infiniteQueryOptions(runsQuery({ status, workflow }), byCursor));
  const renew = useRenewal();
  const retry = useMutation(
    trpc.run.bulkRetry.mutationOptions({
      onSuccess: tellRetried,
      onError: (error) => showToast({ key: "runs", tone: "bad", title: "Not tried again", detail: errorWords(error) }),
      onSettled: () => renew(["run", "escalation"]),
    }),
  );
  const { items, more } = flatten(query);
  return items.length > 0 ? (
    <RunListView runs={items} more={more} retrying={retry.isPending} onRetry={(ids) => retry.mutate({ ids })} />
  ) : (
    <RunEmpty filtered={status !== null || workflow !== null} />
  );
}
