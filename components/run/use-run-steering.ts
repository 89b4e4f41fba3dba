"use client";

import { useMutation } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { showToast } from "#components/ui/toast-store.ts";
import type { RunSteering } from "./run-controls.tsx";

/** What is told when a control went through, and when it did not. */
function told(done: string, not: string, renew: () => void, detail?: string) {
  return {
    onSuccess: () => showToast({ key: "run", tone: "info", title: done, ...(detail ? { detail } : {}) }),
    onError: (error: Parameters<typeof errorWords>[0]) =>
      showToast({ key: "run", tone: "bad", title: not, detail: errorWords(error) }),
    onSettled: renew,
  } as const;
}

/** The controls of one run, over the API. */
export function useRunSteering(id: string): RunSteering {
  const trpc = useTRPC();
  const renewTopics = useRenewal();
  const renew = () => renewTopics(["run", "proposal", "escalation"]);
  const pause = useMutation(
    trpc.run.pause.mutationOptions(told("Run paused", "Not paused", renew, "Nothing begins until you resume it.")),
  );
  const resume = useMutation(trpc.run.resume.mutationOptions(told("Run goes on", "Not resumed", renew)));
  const retry = useMutation(
    trpc.run.retry.mutationOptions(told("Trying again", "Not tried again", renew, "What was complete stays complete.")),
  );
  const cancel = useMutation(
    trpc.run.cancel.mutationOptions(told("Run cancelled", "Not cancelled", renew, "Effects that were done stay done.")),
  );
  const doing = { pause, resume, retry, cancel };
  const names = ["pause", "resume", "retry", "cancel"] as const;
  return {
    busy: names.find((name) => doing[name].isPending) ?? null,
    onPause: () => pause.mutate({ id }),
    onResume: () => resume.mutate({ id }),
    onRetry: () => retry.mutate({ id }),
    onCancel: () => cancel.mutate({ id }),
  };
}
