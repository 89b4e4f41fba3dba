"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { type QueueView, queueAddress, readQueueAddress } from "./queue-address.ts";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

/**
 * The view and the open proposal as the address has them. What is shown here is on the screen with the next paint, where
 * the router's own words come some frames later: two keys in a row would act on the card before.
 */
export function useAddress() {
  const router = useSearchParams().toString();
  const search = new URLSearchParams(
    useSyncExternalStore(
      subscribe,
      () => window.location.search,
      () => router,
    ),
  );
  // outside system: the router, which has followed a link
  useEffect(() => {
    if (new URLSearchParams(window.location.search).toString() === router) tell();
  }, [router]);
  /** puts a view and a proposal into the address without a visit to the server */
  const show = (view: QueueView, id: string | null) => {
    window.history.replaceState(null, "", queueAddress(view, id));
    tell();
  };
  return {
    view: readQueueAddress(search),
    open: search.get("proposal"),
    show,
    select: (id: string | null) => show(readQueueAddress(new URLSearchParams(window.location.search)), id),
  };
}
