"use client";

import { useEffect } from "react";
import { openLiveStream } from "./live-stream.ts";
import { useRenewal } from "./use-renewal.ts";

const gatherMs = 200;

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
    // nothing is replayed: what changed before the stream began, the first time too, is read now
    const close = openLiveStream({ onOpen: () => gather("workspace"), onTopic: gather });
    return () => {
      clearTimeout(timer);
      close();
    };
  }, [renew]);
  return null;
}
