"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { showToast } from "#components/ui/toast-store.ts";

/** Shows what a run tells while the screen is open; what came before stands on Today. */
export function NotificationToasts() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.notification.list.queryOptions({}));
  const known = useRef<Set<string> | null>(null);
  // outside system: the toasts, which live beside the page
  useEffect(() => {
    if (!data) return;
    const before = known.current;
    known.current = new Set(data.notifications.map(({ id }) => id));
    if (!before) return;
    const [newest] = data.notifications.filter(({ id, readAt }) => readAt === null && !before.has(id));
    if (newest) showToast({ key: "notification", tone: "info", title: newest.text || newest.title });
  }, [data]);
  return null;
}
