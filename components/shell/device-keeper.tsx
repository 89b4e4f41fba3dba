"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { useOnline } from "#components/ui/use-online.ts";
import { registerWorker, tellWorker } from "./device-worker.ts";

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

/** Keeps this device ready for when it is offline, and says when it is. Loaded after the page. */
export function DeviceKeeper() {
  const trpc = useTRPC();
  const online = useOnline();
  const { data, dataUpdatedAt } = useQuery(trpc.today.get.queryOptions());
  const waiting = data?.waitingCount;
  const registered = useRef(false);
  // outside system: the service worker, which keeps the queue as it is now
  useEffect(() => {
    if (waiting === undefined) return;
    if (registered.current) {
      void tellWorker({ type: "queue" });
      return;
    }
    registered.current = true;
    void registerWorker().then(() => tellWorker({ type: "queue" }));
  }, [waiting]);
  if (online) return null;
  return (
    <p
      role="status"
      className="fixed inset-x-0 top-0 z-40 bg-warn-wash px-4 py-2 text-center text-small font-medium text-ink"
    >
      As of {clock.format(dataUpdatedAt)}, offline: nothing can be decided
    </p>
  );
}
