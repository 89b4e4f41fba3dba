"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { showToast } from "#components/ui/toast-store.ts";
import { AgentTrustView } from "./agent-trust-view.tsx";

const key = "promotion";

export function AgentTrustPanel({ agent }: { agent: string }) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: trust } = useSuspenseQuery(trpc.trust.ofAgent.queryOptions({ agent }));
  const after = (title: string) => ({
    onSuccess: () => showToast({ key, tone: "good", title }),
    onError: (error: Parameters<typeof errorWords>[0]) =>
      showToast({ key, tone: "bad", title: "Not changed", detail: errorWords(error) }),
    onSettled: () => renew(["autonomy"]),
  });
  const accept = useMutation(trpc.autonomy.acceptPromotion.mutationOptions(after("It may do more from now on")));
  const decline = useMutation(trpc.autonomy.declinePromotion.mutationOptions(after("It keeps asking you")));
  const busy = accept.isPending
    ? { offerId: accept.variables.offerId, answer: "accept" as const }
    : decline.isPending
      ? { offerId: decline.variables.offerId, answer: "decline" as const }
      : null;
  return (
    <AgentTrustView
      trust={trust}
      busy={busy}
      onAnswer={({ offerId, answer }) => (answer === "accept" ? accept : decline).mutate({ offerId })}
    />
  );
}
