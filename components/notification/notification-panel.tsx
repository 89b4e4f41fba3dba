"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { NotificationList } from "./notification-list.tsx";

/** Unread notifications; nothing at all where there are none. */
export function NotificationPanel() {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data } = useQuery(trpc.notification.list.queryOptions({}));
  const read = useMutation(
    trpc.notification.read.mutationOptions({
      onSettled: () => renew(["notification"]),
      onError: (error) =>
        showToast({ key: "notification", tone: "bad", title: "Not marked as read", detail: errorWords(error) }),
    }),
  );
  const unread = data?.notifications.filter((notification) => notification.readAt === null) ?? [];
  if (!data || unread.length === 0) return null;
  return (
    <Section
      title="Told you"
      count={data.unread}
      action={
        data.unread > 1 ? (
          <Button size="small" busy={read.isPending} onClick={() => read.mutate({})}>
            Mark all as read
          </Button>
        ) : null
      }
    >
      <NotificationList
        notifications={unread.slice(0, 5)}
        busy={read.isPending}
        onRead={(id) => read.mutate({ ids: [id] })}
      />
    </Section>
  );
}
