"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { type ScheduleEdit, ScheduleForm } from "./schedule-form.tsx";
import { ScheduleHistory } from "./schedule-history.tsx";
import { ScheduleListView } from "./schedule-list-view.tsx";
import { SchedulePreview } from "./schedule-preview.tsx";
import { useChoices } from "./use-choices.ts";

/** A workflow's schedules; nothing where no schedule may start it and none is there. */
export function SchedulePanel({ workflow }: { workflow: string }) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const [open, setOpen] = useState<string | null>(null);
  const { data } = useSuspenseQuery(trpc.schedule.ofWorkflow.queryOptions({ workflow }));
  const { schedules, zone, schedulable, input: fields } = data;
  const choices = useChoices(fields);
  const done = (title: string) => {
    setOpen(null);
    showToast({ key: "schedule", tone: "good", title });
  };
  const onError = (error: Parameters<typeof errorWords>[0]) =>
    showToast({ key: "schedule", tone: "bad", title: "Not changed", detail: errorWords(error) });
  const onSettled = () => renew(["schedule"]);
  const create = useMutation(
    trpc.schedule.create.mutationOptions({ onSuccess: () => done("The schedule is set"), onSettled }),
  );
  const update = useMutation(
    trpc.schedule.update.mutationOptions({ onSuccess: () => done("Changed, from this moment on"), onSettled }),
  );
  const setEnabled = useMutation(trpc.schedule.setEnabled.mutationOptions({ onError, onSettled }));
  const remove = useMutation(
    trpc.schedule.delete.mutationOptions({ onSuccess: () => done("The schedule is deleted"), onError, onSettled }),
  );
  const show = (id: string | null) => {
    create.reset();
    update.reset();
    setOpen(id);
  };
  const form = (id: string | null) => {
    const saving = id ? update : create;
    const save = (edit: ScheduleEdit) => (id ? update.mutate({ id, ...edit }) : create.mutate({ workflow, ...edit }));
    return (
      <ScheduleForm
        key={id}
        schedule={schedules.find((schedule) => schedule.id === id) ?? null}
        zone={zone}
        fields={fields}
        choices={choices}
        busy={saving.isPending}
        error={saving.error ? errorWords(saving.error) : null}
        renderPreview={(recurrence) => <SchedulePreview {...recurrence} />}
        onSave={save}
        onCancel={() => show(null)}
      />
    );
  };
  if (!schedulable && schedules.length === 0) {
    return null;
  }
  const add = (
    <Button size="small" onClick={() => show("new")}>
      Add a schedule
    </Button>
  );
  const busyId = setEnabled.isPending ? setEnabled.variables.id : remove.isPending ? remove.variables.id : null;
  return (
    <Section
      title="Schedules"
      count={schedules.length}
      action={schedulable && schedules.length > 0 && open !== "new" ? add : null}
    >
      {open === "new" ? form(null) : null}
      {schedules.length === 0 && open !== "new" ? (
        <EmptyState
          title="No schedule yet"
          detail="It can start by itself: every Monday, on the last day of the month."
        >
          {add}
        </EmptyState>
      ) : null}
      <ScheduleListView
        schedules={schedules}
        busyId={busyId}
        editing={open && open !== "new" ? { id: open, form: form(open) } : null}
        renderHistory={({ id, zone: own }) => <ScheduleHistory id={id} zone={own} />}
        onEnabled={(id, enabled) => setEnabled.mutate({ id, enabled })}
        onEdit={show}
        onDelete={(id) => remove.mutate({ id })}
      />
    </Section>
  );
}
