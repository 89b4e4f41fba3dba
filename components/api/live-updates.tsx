"use client";

import { useSubscription } from "@trpc/tanstack-react-query";
import { useRef } from "react";
import { useTRPC } from "./trpc.ts";
import { useRenewal } from "./use-renewal.ts";

const gatherMs = 200;

/** Keeps every open screen true: changes are gathered for a moment, then read again together. */
export function LiveUpdates() {
  const trpc = useTRPC();
  const renew = useRenewal();
  const gathered = useRef(new Set<string>());
  const connected = useRef(false);
  const gather = (topic: string) => {
    if (gathered.current.size === 0) {
      setTimeout(() => {
        const topics = [...gathered.current];
        gathered.current.clear();
        renew(topics);
      }, gatherMs);
    }
    gathered.current.add(topic);
  };
  useSubscription(
    trpc.live.changes.subscriptionOptions(undefined, {
      onStarted: () => {
        // nothing is replayed: after a gap, everything is read again
        if (connected.current) {
          gather("workspace");
        }
        connected.current = true;
      },
      onData: (change) => gather(change.topic),
    }),
  );
  return null;
}
