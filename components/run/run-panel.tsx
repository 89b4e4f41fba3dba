"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { showToast } from "#components/ui/toast-store.ts";
import { RunView } from "./run-view.tsx";

export function RunPanel({ id }: { id: string }) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: run } = useSuspenseQuery(trpc.run.get.queryOptions({ id }));
  const cancel = useMutation(
    trpc.run.cancel.mutationOptions({
      onSuccess: () =>
        showToast({ key: "run", tone: "info", title: "Run cancelled", detail: "Effects that were done stay done." }),
      onError: (error) => showToast({ key: "run", tone: "bad", title: "Not cancelled", detail: errorWords(error) }),
      onSettled: () => renew(["run", "proposal"]),
    }),
  );
  const compensate = useMutation(
    trpc.run.compensate.mutationOptions({
      onSuccess: () => showToast({ key: "run", tone: "info", title: "Taking back what was done, newest first" }),
      onError: (error) => showToast({ key: "run", tone: "bad", title: "Not taken back", detail: errorWords(error) }),
      onSettled: () => renew(["run", "proposal", "escalation"]),
    }),
  );
  return (
    <RunView
      run={run}
      cancelling={cancel.isPending}
      onCancel={() => cancel.mutate({ id })}
      compensating={compensate.isPending}
      onCompensate={() => compensate.mutate({ id })}
    />
  );
}
