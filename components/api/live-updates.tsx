"use client";

import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import { useEffect } from "react";
import superjson from "superjson";
import type { AppRouter } from "#server/api/router.ts";
import { trpcPath } from "./server-address.ts";
import { useRenewal } from "./use-renewal.ts";

const gatherMs = 200;

function makeLiveClient() {
  return createTRPCClient<AppRouter>({ links: [httpSubscriptionLink({ url: trpcPath, transformer: superjson })] });
}

/** Keeps every open screen true: changes are gathered for a moment, then read again together. Loaded after the page. */
export function LiveUpdates() {
  const renew = useRenewal();
  // outside system: the server's stream of changes
  useEffect(() => {
    const gathered = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const gather = (topic: string) => {
      gathered.add(topic);
      timer ??= setTimeout(() => {
        timer = undefined;
        const topics = [...gathered];
        gathered.clear();
        renew(topics);
      }, gatherMs);
    };
    const subscription = makeLiveClient().live.changes.subscribe(undefined, {
      // nothing is replayed: what changed before the stream began, the first time too, is read now
      onStarted: () => gather("workspace"),
      onData: (change) => gather(change.topic),
    });
    return () => {
      clearTimeout(timer);
      subscription.unsubscribe();
    };
  }, [renew]);
  return null;
}
