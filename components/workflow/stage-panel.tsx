"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { Notice } from "#components/patterns/notice.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { StageView } from "./stage-view.tsx";
import { stageWords } from "./stage-words.ts";

/** The rollout of one workflow. */
export function StagePanel({ workflow }: { workflow: string }) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: rollout, error } = useQuery(trpc.workflow.rollout.queryOptions({ workflow }));
  const onSettled = () => renew(["run"]);
  const move = useMutation(
    trpc.workflow.setStage.mutationOptions({
      onSuccess: ({ stage }) =>
        showToast({
          key: "stage",
          tone: "good",
          title: `Now at ${stageWords[stage].label}`,
          detail: stageWords[stage].means,
        }),
      onError: (error) => showToast({ key: "stage", tone: "bad", title: "Not moved", detail: errorWords(error) }),
      onSettled,
    }),
  );
  const end = useMutation(
    trpc.workflow.endTrial.mutationOptions({
      onError: (error) => showToast({ key: "stage", tone: "bad", title: "Not ended", detail: errorWords(error) }),
      onSettled,
    }),
  );
  if (error && !rollout)
    return (
      <Notice tone="bad" title="The stage could not be read">
        {errorWords(error)}
      </Notice>
    );
  if (!rollout) return <SkeletonBlock />;
  return (
    <StageView
      rollout={rollout}
      moving={move.isPending ? move.variables.to : null}
      onMove={(to, reason) => move.mutate({ workflow, from: rollout.stage, to, ...(reason ? { reason } : {}) })}
      onEndTrial={() => end.mutate({ workflow })}
    />
  );
}
