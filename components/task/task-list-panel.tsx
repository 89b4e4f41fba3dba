"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { RecordEmpty } from "#components/records/record-empty.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import type { TaskRow } from "#server/domains/task/schema.ts";
import { TaskListView } from "./task-list-view.tsx";

export function TaskListPanel({ status }: { status: TaskRow["status"] }) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: tasks } = useSuspenseQuery(trpc.task.list.queryOptions({ status }));
  const reopen = useMutation(trpc.task.complete.mutationOptions({ onSettled: () => renew(["task"]) }));
  const complete = useMutation(
    trpc.task.complete.mutationOptions({
      onSuccess: (_, { id }) =>
        showToast({
          key: `task-${id}`,
          tone: "good",
          title: "Task done",
          action: { label: "Undo", run: () => reopen.mutate({ id, done: false }) },
        }),
      onError: (error) => showToast({ key: "task", tone: "bad", title: "Not done", detail: errorWords(error) }),
      onSettled: () => renew(["task"]),
    }),
  );
  return tasks.length > 0 ? (
    <TaskListView
      tasks={tasks}
      busyId={complete.isPending ? complete.variables.id : null}
      onComplete={(id) => complete.mutate({ id })}
      more={null}
    />
  ) : (
    <RecordEmpty tab="tasks" filtered={status === "done"} />
  );
}
