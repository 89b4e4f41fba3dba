"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { hrefs } from "#components/patterns/hrefs.ts";
import { showToast } from "#components/ui/toast-store.ts";
import { ReplayDialog } from "./replay-dialog.tsx";

/** A step from which a run is repeated. */
export type ReplayStart = { path: string; title: string };

type ReplayPanelProps = { id: string; start: ReplayStart; onClose: () => void };

/** Looks up what a replay would be, and begins it; the new run is opened. */
export function ReplayPanel({ id, start, onClose }: ReplayPanelProps) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const router = useRouter();
  const from = start.path;
  const plan = useQuery(trpc.run.replayPlan.queryOptions({ id, from }, { retry: false, staleTime: 0 }));
  const replay = useMutation(
    trpc.run.replay.mutationOptions({
      onSuccess: (made) => {
        showToast({ key: "run", tone: "info", title: "Replay started", detail: "This is the new run." });
        router.push(hrefs.run(made.id));
      },
      onSettled: () => renew(["run"]),
    }),
  );
  const error = replay.error ?? plan.error;
  return (
    <ReplayDialog
      from={start.title}
      plan={plan.data ?? null}
      error={error ? errorWords(error) : null}
      busy={replay.isPending}
      open
      onClose={onClose}
      onReplay={() => replay.mutate({ id, from })}
    />
  );
}
