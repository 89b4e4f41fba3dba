"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { showToast } from "#components/ui/toast-store.ts";
import { NewWorkflow } from "./new-workflow.tsx";
import { WorkflowListView } from "./workflow-list-view.tsx";

export function WorkflowPanel() {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: workflows } = useSuspenseQuery(trpc.workflow.list.queryOptions());
  const setEnabled = useMutation(
    trpc.workflow.setEnabled.mutationOptions({
      onSuccess: (_, { enabled }) =>
        showToast({
          key: "workflow",
          tone: "info",
          title: enabled ? "Switched on" : "Switched off",
          detail: enabled ? "The next matching event starts a run." : "Runs that have started go on to their end.",
        }),
      onError: (error) => showToast({ key: "workflow", tone: "bad", title: "Not switched", detail: errorWords(error) }),
      onSettled: () => renew(["run"]),
    }),
  );
  const copied = workflows.filter(({ version }) => version !== null);
  return (
    <div className="grid grid-cols-1 justify-items-start gap-4 *:w-full">
      <div>
        <NewWorkflow others={copied} />
      </div>
      <WorkflowListView
        workflows={workflows}
        busyId={setEnabled.isPending ? setEnabled.variables.id : null}
        onEnabled={(id, enabled) => setEnabled.mutate({ id, enabled })}
      />
    </div>
  );
}
