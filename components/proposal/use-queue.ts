"use client";

import { useQuery, useQueryClient, useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect } from "react";
import { byCursor, flatten } from "#components/api/pages.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import type { QueueView } from "./queue-address.ts";

const longestTimer = 2 ** 31 - 1;

/** The queue as its address asks for it; what it showed before stays until the answer is there. */
export function useQueue(wanted: QueueView) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const key = useDeferredValue(JSON.stringify(wanted));
  const view = JSON.parse(key) as QueueView;
  const query = useSuspenseInfiniteQuery(
    trpc.proposal.queue.infiniteQueryOptions({ ...view.filter, sort: view.sort }, byCursor),
  );
  const [first] = query.data.pages;
  const returns = first?.returnsAt?.getTime() ?? 0;
  // outside system: the clock; what was put off comes back at its time
  useEffect(() => {
    const wait = returns - Date.now();
    if (returns === 0 || wait > longestTimer) return;
    const timer = setTimeout(() => renew(["proposal"]), Math.max(wait, 0) + 500);
    return () => clearTimeout(timer);
  }, [returns, renew]);
  return { ...flatten(query), total: first?.total ?? 0, snoozed: first?.snoozed ?? 0 };
}

/** The card of a proposal; those next to it are read meanwhile, so that they are there when they are wanted. */
export function useCard(id: string | null, neighbours: readonly string[]) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data, error } = useQuery({ ...trpc.proposal.get.queryOptions({ id: id ?? "" }), enabled: id !== null });
  const near = neighbours.join();
  // outside system: the server
  useEffect(() => {
    for (const neighbour of near ? near.split(",") : []) {
      void queryClient.prefetchQuery(trpc.proposal.get.queryOptions({ id: neighbour }));
    }
  }, [near, queryClient, trpc]);
  return { card: id !== null && data?.id === id ? data : null, error };
}
