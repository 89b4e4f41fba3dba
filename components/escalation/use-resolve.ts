"use client";

import { useMutation } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { showToast } from "#components/ui/toast-store.ts";

/** Resolves a review task with one of its options; what it came to, and where it waits, is said in a toast. */
export function useResolve() {
  const trpc = useTRPC();
  const renew = useRenewal();
  const resolve = useMutation(
    trpc.escalation.resolve.mutationOptions({
      onSuccess: ({ proposalId }) =>
        showToast({
          key: "escalation",
          tone: "good",
          title: proposalId ? "Proposed" : "Resolved",
          ...(proposalId ? { detail: "It waits for your decision in Approvals." } : {}),
        }),
      onError: (error) =>
        showToast({ key: "escalation", tone: "bad", title: "Not resolved", detail: errorWords(error) }),
      // refused or not: what can be done is read again
      onSettled: () => renew(["escalation", "run", "proposal", "task"]),
    }),
  );
  return {
    busy: resolve.isPending ? { id: resolve.variables.id, option: resolve.variables.option } : null,
    onResolve: (id: string, option: string, note: string) => resolve.mutate({ id, option, ...(note ? { note } : {}) }),
  };
}
