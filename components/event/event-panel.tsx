"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { plainName } from "#components/proposal/proposal-words.ts";
import { showToast } from "#components/ui/toast-store.ts";
import { EventView } from "./event-view.tsx";

export function EventPanel({ id }: { id: string }) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: event } = useSuspenseQuery(trpc.event.get.queryOptions({ id }));
  const correct = useMutation(
    trpc.event.correct.mutationOptions({
      onSuccess: (_, { intent }) =>
        showToast({
          key: "event",
          tone: "good",
          title: `Learnt: ${plainName(intent)}`,
          detail: "The workflow that listens to it starts now.",
        }),
      onError: (error) => showToast({ key: "event", tone: "bad", title: "Not corrected", detail: errorWords(error) }),
      onSettled: () => renew(["event", "run"]),
    }),
  );
  return (
    <EventView event={event} correcting={correct.isPending} onCorrect={(intent) => correct.mutate({ id, intent })} />
  );
}
