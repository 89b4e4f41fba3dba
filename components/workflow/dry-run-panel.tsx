"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { Notice } from "#components/patterns/notice.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField } from "#components/ui/field.tsx";
import { DryRunView } from "./dry-run-view.tsx";

type DryRunPanelProps = {
  workflow: string;
  /** a published version; without it the draft as it was saved */
  version: number | null;
  /** called first, so that what is tried is what is seen */
  onBefore: () => Promise<boolean>;
};

/** Tries a workflow on something that has come in before. */
export function DryRunPanel({ workflow, version, onBefore }: DryRunPanelProps) {
  const trpc = useTRPC();
  const events = useQuery(trpc.event.list.queryOptions({ status: "normalised" }));
  const [eventId, setEventId] = useState("");
  const [waits, setWaits] = useState<"arrives" | "times-out">("arrives");
  const [approvals, setApprovals] = useState<"approve" | "reject">("approve");
  const attempt = useMutation(trpc.workflow.dryRun.mutationOptions());
  const items = events.data?.items ?? [];
  const chosen = eventId || items[0]?.id || "";
  const start = async () => {
    if (!chosen || !(await onBefore())) return;
    const which = version === null ? {} : { version };
    attempt.mutate({ workflow, eventId: chosen, choices: { waits, approvals }, ...which });
  };
  return (
    <Section
      title="Try it on a past event"
      detail="The same steps are walked, and every proposal is shown as you would see it. Nothing is written or sent."
    >
      <div className="grid grid-cols-1 gap-4 md:grid-cols-[2fr_1fr_1fr_auto] md:items-end">
        <SelectField label="Event" value={chosen} onChange={(event) => setEventId(event.target.value)}>
          {items.length === 0 ? <option value="">Nothing has come in yet</option> : null}
          {items.map((event) => (
            <option key={event.id} value={event.id}>
              {event.title}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="What it waits for"
          value={waits}
          onChange={(event) => setWaits(event.target.value === "times-out" ? "times-out" : "arrives")}
        >
          <option value="arrives">arrives</option>
          <option value="times-out">does not come in time</option>
        </SelectField>
        <SelectField
          label="What it asks you"
          value={approvals}
          onChange={(event) => setApprovals(event.target.value === "reject" ? "reject" : "approve")}
        >
          <option value="approve">you approve</option>
          <option value="reject">you reject</option>
        </SelectField>
        <Button busy={attempt.isPending} disabled={!chosen} onClick={() => void start()}>
          Try it
        </Button>
      </div>
      {attempt.error ? <Notice tone="bad" title={errorWords(attempt.error)} /> : null}
      {attempt.data ? <DryRunView run={attempt.data} /> : null}
    </Section>
  );
}
