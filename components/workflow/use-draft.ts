"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { showToast } from "#components/ui/toast-store.ts";
import type { WorkflowDetail } from "#server/domains/workflow/schema.ts";

type Definition = Record<string, unknown>;
type Failed = Parameters<typeof errorWords>[0];

/** What the operator works on: the draft as it was saved, what is changed since, and the calls that keep and publish it. */
export function useDraft(detail: WorkflowDetail) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { workflow, draft } = detail;
  const [edited, setEdited] = useState<{ revision: number; value: Definition } | null>(null);
  const refused = (title: string) => (error: Failed) =>
    showToast({ key: "draft", tone: "bad", title, detail: errorWords(error) });
  const onSettled = () => renew(["run", "schedule"]);
  const save = useMutation(trpc.workflow.saveDraft.mutationOptions({ onError: refused("Not saved"), onSettled }));
  const discard = useMutation(
    trpc.workflow.discardDraft.mutationOptions({ onError: refused("Not discarded"), onSettled }),
  );
  const publish = useMutation(
    trpc.workflow.publish.mutationOptions({
      onSuccess: ({ version, published }) =>
        showToast({
          key: "draft",
          tone: published ? "good" : "info",
          title: published ? `Version ${version} is published` : `Nothing differs from version ${version}`,
          detail: "Runs that have started keep the version that they started with.",
        }),
      onError: refused("Not published"),
      onSettled,
    }),
  );
  const restore = useMutation(
    trpc.workflow.restore.mutationOptions({
      onSuccess: ({ version }) => showToast({ key: "draft", tone: "good", title: `Version ${version} is published` }),
      onError: refused("Not published"),
      onSettled,
    }),
  );
  const shadow = useMutation(
    trpc.workflow.tryInShadow.mutationOptions({
      onSuccess: () =>
        showToast({
          key: "draft",
          tone: "good",
          title: "The draft runs in shadow",
          detail: "On each matching event it runs beside the published version, and does nothing: see Stage.",
        }),
      onError: refused("Not tried"),
      onSettled,
    }),
  );
  const own = edited && draft && edited.revision === draft.revision ? edited.value : null;
  const value = own ?? draft?.definition ?? null;
  const changed = own !== null;
  // a draft on its way out is not asked about: it may be gone before this page hears of it
  const leaves = (call: typeof publish | typeof discard) =>
    (call.isPending || call.isSuccess) && call.variables.revision === draft?.revision;
  const checked = useQuery(
    trpc.workflow.problems.queryOptions(
      { workflow, revision: draft?.revision ?? 0 },
      { enabled: draft !== null && !leaves(publish) && !leaves(discard) },
    ),
  );
  const keep = async (definition: Definition, revision: number): Promise<number | null> => {
    try {
      // what is typed meanwhile belongs to the next state
      const saved = await save.mutateAsync({ workflow, definition: definition as never, revision });
      setEdited((now) => (now && now.value !== definition ? { ...now, revision: saved.revision } : null));
      return saved.revision;
    } catch {
      return null;
    }
  };
  const saveNow = () => (own && draft ? keep(own, draft.revision) : Promise.resolve(draft?.revision ?? null));
  return {
    value,
    changed,
    problems: checked.data?.problems ?? [],
    busy: publish.isPending
      ? ("publish" as const)
      : discard.isPending
        ? ("discard" as const)
        : save.isPending
          ? ("save" as const)
          : shadow.isPending
            ? ("shadow" as const)
            : null,
    restoring: restore.isPending ? restore.variables.version : null,
    begin: (definition: Definition) => {
      publish.reset();
      discard.reset();
      return keep(definition, draft?.revision ?? 0);
    },
    edit: (next: Definition) => draft && setEdited({ revision: draft.revision, value: next }),
    save: saveNow,
    publish: async () => {
      const revision = await saveNow();
      if (revision !== null) publish.mutate({ workflow, revision });
    },
    tryInShadow: async () => {
      const revision = await saveNow();
      if (revision !== null) shadow.mutate({ workflow, revision });
    },
    discard: () => {
      setEdited(null);
      if (draft) discard.mutate({ workflow, revision: draft.revision });
    },
    restore: (version: number) => restore.mutate({ workflow, version }),
  };
}
