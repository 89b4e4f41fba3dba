"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { showToast } from "#components/ui/toast-store.ts";
import { ReplayPanel, type ReplayStart } from "./replay-panel.tsx";
import { RunView } from "./run-view.tsx";
import { useRunSteering } from "./use-run-steering.ts";

export function RunPanel({ id }: { id: string }) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: run } = useSuspenseQuery({
    ...trpc.run.get.queryOptions({ id }),
    // a run that was just begun moves between the server's read and this page's first moment of listening
    refetchOnMount: "always",
  });
  const steering = useRunSteering(id);
  const [start, setStart] = useState<ReplayStart | null>(null);
  const compensate = useMutation(
    trpc.run.compensate.mutationOptions({
      onSuccess: () => showToast({ key: "run", tone: "info", title: "Taking back what was done, newest first" }),
      onError: (error) => showToast({ key: "run", tone: "bad", title: "Not taken back", detail: errorWords(error) }),
      onSettled: () => renew(["run", "proposal", "escalation"]),
    }),
  );
  return (
    <>
      <RunView
        run={run}
        steering={steering}
        onReplay={setStart}
        compensating={compensate.isPending}
        onCompensate={() => compensate.mutate({ id, anyEnd: run.status !== "failed" })}
      />
      {start ? <ReplayPanel id={id} start={start} onClose={() => setStart(null)} /> : null}
    </>
  );
}
