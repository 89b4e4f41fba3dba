"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { Notice } from "#components/patterns/notice.tsx";
import { Section } from "#components/patterns/section.tsx";
import { useChoices } from "#components/schedule/use-choices.ts";
import { DryRunForm, type TrialSettings } from "./dry-run-form.tsx";
import { DryRunView } from "./dry-run-view.tsx";
import { inputOf, trialChoices, trialQuestions, waysOf } from "./trial-questions.ts";

type DryRunPanelProps = {
  workflow: string;
  /** what is tried, as it is seen; it may not be valid yet */
  definition: Record<string, unknown>;
  /** a published version; without it the draft as it was saved */
  version: number | null;
  /** called first, so that what is tried is what is seen */
  onBefore: () => Promise<boolean>;
};

const untouched: TrialSettings = { start: "", values: {}, approvals: "approve", answers: {} };

/** Tries a workflow on something that has come in before, or with the input that a start would give. */
export function DryRunPanel({ workflow, definition, version, onBefore }: DryRunPanelProps) {
  const trpc = useTRPC();
  const events = useQuery(trpc.event.list.queryOptions({ status: "normalised" }));
  const [settings, setSettings] = useState(untouched);
  const attempt = useMutation(trpc.workflow.dryRun.mutationOptions());
  const ways = waysOf(definition);
  const fields = inputOf(definition);
  const choices = useChoices(fields);
  const questions = trialQuestions(definition);
  // a start is offered as a way of its own; else the trial begins with what this workflow has run for
  const items = events.data?.items.filter(({ type }) => type !== "workflow.start") ?? [];
  const fitting = items.find(({ runs }) => runs.some((run) => run.workflow === workflow)) ?? items[0];
  const start = settings.start || ways[0]?.from || fitting?.id || "";
  const way = ways.find(({ from }) => from === start);
  const begin = async () => {
    if (!(await onBefore())) return;
    const { approvals, answers, values } = settings;
    attempt.mutate({
      workflow,
      ...(way ? { from: way.from, input: values } : { eventId: start }),
      choices: { approvals, ...trialChoices(questions, answers) },
      ...(version === null ? {} : { version }),
    });
  };
  return (
    <Section
      title="Try it"
      detail="The same steps are walked, and every proposal is shown as you would see it. Nothing is written or sent."
    >
      <DryRunForm
        ways={ways}
        events={items}
        fields={fields}
        choices={choices}
        questions={questions}
        settings={{ ...settings, start }}
        busy={attempt.isPending}
        onChange={setSettings}
        onTry={() => void begin()}
      />
      {attempt.error ? <Notice tone="bad" title={errorWords(attempt.error)} /> : null}
      {attempt.data ? <DryRunView run={attempt.data} /> : null}
    </Section>
  );
}
