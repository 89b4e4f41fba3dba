"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { Notice } from "#components/patterns/notice.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { RunRollbackView } from "./run-rollback-view.tsx";

/** What a run wrote to memory, and taking it back: looked at first, then done, then undone where it was wrong. */
export function RunRollbackPanel({ runId }: { runId: string }) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const [sure, setSure] = useState(false);
  const preview = useQuery(trpc.memory.previewRunRollback.queryOptions({ runId }, { staleTime: 0 }));
  const settled = {
    onError: (error: Parameters<typeof errorWords>[0]) =>
      showToast({ key: "rollback", tone: "bad", title: "Not changed", detail: errorWords(error) }),
    onSettled: () => {
      setSure(false);
      renew(["memory", "run"]);
    },
  };
  const rollBack = useMutation(
    trpc.memory.rollBackRun.mutationOptions({
      ...settled,
      onSuccess: () => showToast({ key: "rollback", tone: "good", title: "Taken back from memory" }),
    }),
  );
  const undo = useMutation(
    trpc.memory.undoRollback.mutationOptions({
      ...settled,
      onSuccess: () => showToast({ key: "rollback", tone: "good", title: "In memory again" }),
    }),
  );
  if (preview.error) return <Notice tone="bad" title={errorWords(preview.error)} />;
  if (!preview.data) return <SkeletonRows />;
  const { seen } = preview.data;
  return (
    <RunRollbackView
      preview={preview.data}
      sure={sure}
      busy={rollBack.isPending || undo.isPending}
      onLook={() => setSure(true)}
      onKeep={() => setSure(false)}
      onRollBack={() => rollBack.mutate({ runId, seen })}
      onUndo={(id) => undo.mutate({ id })}
    />
  );
}
