"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { Notice } from "#components/patterns/notice.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { StartWorkflow } from "#components/run/start-workflow.tsx";
import { SchedulePanel } from "#components/schedule/schedule-panel.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { DraftEditor } from "./draft-editor.tsx";
import { DryRunPanel } from "./dry-run-panel.tsx";
import { FlowGraph } from "./flow-graph.tsx";
import { valueAt } from "./flow-steps.ts";
import { StagePanel } from "./stage-panel.tsx";
import { stageWords } from "./stage-words.ts";
import { useDraft } from "./use-draft.ts";
import { VersionList } from "./version-list.tsx";

/** One workflow: drawn, its draft, a trial, its schedules and its versions. */
export function WorkflowDetailPanel({ workflow }: { workflow: string }) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: detail } = useSuspenseQuery(trpc.workflow.get.queryOptions({ workflow }));
  const draft = useDraft(detail);
  const setEnabled = useMutation(
    trpc.workflow.setEnabled.mutationOptions({
      onError: (error) => showToast({ key: "workflow", tone: "bad", title: "Not switched", detail: errorWords(error) }),
      onSettled: () => renew(["run"]),
    }),
  );
  const { definition, version, update } = detail;
  const name = definition?.name ?? String(valueAt(draft.value, "name") ?? workflow);
  const begin = (content: object) => void draft.begin(content as Record<string, unknown>);
  return (
    <div className="grid grid-cols-1 gap-7">
      <PageHeader
        lead={<TextLink href="/workflows">Workflows</TextLink>}
        title={name}
        detail={
          <span className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
            <Badge tone={version === null ? "plain" : "good"}>
              {version === null ? "Not published yet" : `Version ${version}`}
            </Badge>
            {version === null ? null : (
              <Badge tone={stageWords[detail.stage].tone}>{stageWords[detail.stage].label}</Badge>
            )}
            {definition?.purpose}
          </span>
        }
        actions={
          version === null ? null : (
            <>
              <ButtonLink look="secondary" href={`/runs?workflow=${workflow}` as Route}>
                Its runs
              </ButtonLink>
              {definition?.triggers.some(({ on }) => on === "manual") && detail.enabled ? (
                <StartWorkflow workflow={workflow} name={name} fields={definition.input} />
              ) : null}
              {definition && !detail.draft ? <Button onClick={() => begin(definition)}>Edit</Button> : null}
              <span className="flex items-center gap-1 text-small text-soft">
                <span aria-hidden="true">{detail.enabled ? "On" : "Off"}</span>
                <Switch
                  label={name}
                  checked={detail.enabled}
                  busy={setEnabled.isPending}
                  onChange={(enabled) => setEnabled.mutate({ id: workflow, enabled })}
                />
              </span>
            </>
          )
        }
      />
      {update && !detail.draft ? (
        <Notice
          tone="info"
          title="Adjutant ships a newer version of this workflow"
          action={
            <Button size="small" onClick={() => begin(update)}>
              Look at it as a draft
            </Button>
          }
        >
          Yours stays as it is until you publish another.
        </Notice>
      ) : null}
      {draft.value ? (
        <DraftEditor
          value={draft.value}
          changed={draft.changed}
          busy={draft.busy}
          problems={draft.problems}
          onValue={draft.edit}
          onSave={() => void draft.save()}
          onPublish={() => void draft.publish()}
          onShadow={version === null ? undefined : () => void draft.tryInShadow()}
          onDiscard={draft.discard}
        />
      ) : definition ? (
        <Section title="Steps">
          <FlowGraph definition={definition} />
        </Section>
      ) : null}
      <DryRunPanel
        workflow={workflow}
        definition={draft.value ?? { ...definition }}
        version={detail.draft ? null : version}
        onBefore={async () => !detail.draft || (await draft.save()) !== null}
      />
      {version === null ? null : <StagePanel workflow={workflow} />}
      {version === null ? null : <SchedulePanel workflow={workflow} />}
      {detail.versions.length > 0 ? (
        <VersionList versions={detail.versions} busy={draft.restoring} onRestore={draft.restore} />
      ) : null}
    </div>
  );
}
