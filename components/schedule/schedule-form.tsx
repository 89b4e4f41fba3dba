"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { SaveBar } from "#components/patterns/save-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import type { InputField, ScheduleView } from "#server/domains/schedule/schema.ts";
import { CatchUpField } from "./catch-up-field.tsx";
import { type Choices, InputFields, type InputValues } from "./input-fields.tsx";
import { type Rhythm, RhythmFields } from "./rhythm-fields.tsx";
import { dayIn } from "./schedule-words.ts";
import { beginOf, firstRule, fromRecurrence, toRecurrence } from "./simple-rule.ts";

export type ScheduleEdit = Pick<ScheduleView, "name" | "kind" | "expression" | "timeZone" | "catchUp"> & {
  input: InputValues;
};
/** What the preview asks about. */
export type RecurrenceEdit = Pick<ScheduleEdit, "kind" | "expression" | "timeZone">;

type ScheduleFormProps = {
  /** the schedule that is changed; null for a new one */
  schedule: ScheduleView | null;
  /** the workspace's zone */
  zone: string;
  fields: InputField[];
  choices: Choices;
  busy: boolean;
  error: string | null;
  /** the next five slots of what is in the form, or what is wrong with it */
  renderPreview: (recurrence: RecurrenceEdit) => ReactNode;
  onSave: (edit: ScheduleEdit) => void;
  onCancel: () => void;
};

function rhythmOf(schedule: ScheduleView | null): Rhythm {
  const simple = schedule ? fromRecurrence(schedule) : firstRule;
  const written = schedule && !simple ? { kind: schedule.kind, expression: schedule.expression } : null;
  return { simple: simple ?? firstRule, expert: written };
}

export function ScheduleForm(props: ScheduleFormProps) {
  const { schedule, zone, fields, choices, busy, error, renderPreview, onSave, onCancel } = props;
  const [name, setName] = useState(schedule?.name ?? "");
  const [rhythm, setRhythm] = useState(() => rhythmOf(schedule));
  const [timeZone, setTimeZone] = useState(schedule?.timeZone ?? "");
  const [catchUp, setCatchUp] = useState(schedule?.catchUp ?? "once");
  const [input, setInput] = useState<InputValues>(schedule?.input ?? {});
  // every second week goes on from the weeks that it began with
  const begin = (schedule && beginOf(schedule)) ?? dayIn(zone, new Date());
  const written = toRecurrence(rhythm.simple, begin);
  const recurrence = { ...(rhythm.expert ?? written), timeZone: timeZone.trim() || null };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave({ name: name.trim(), ...recurrence, catchUp, input });
  };
  const label = schedule ? `Change ${schedule.name}` : "New schedule";
  return (
    <form
      onSubmit={submit}
      aria-label={label}
      className="grid grid-cols-1 gap-4 rounded-lg border border-line bg-surface p-4 shadow-lift"
    >
      <h3 className="font-semibold">{label}</h3>
      <TextField
        label="Name"
        required
        maxLength={80}
        placeholder="Monday review"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <RhythmFields rhythm={rhythm} written={written} onChange={setRhythm} />
      <TextField
        label="Time zone"
        list="schedule-zones"
        placeholder={`${zone}, as the workspace`}
        hint="Left empty, it follows the workspace, also when that moves"
        value={timeZone}
        onChange={(event) => setTimeZone(event.target.value)}
      />
      <datalist id="schedule-zones">
        {Intl.supportedValuesOf("timeZone").map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      {renderPreview(recurrence)}
      <CatchUpField value={catchUp} onChange={setCatchUp} />
      <InputFields fields={fields} values={input} choices={choices} onChange={setInput} />
      <SaveBar busy={busy} error={error} label={schedule ? "Save" : "Add schedule"}>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </SaveBar>
    </form>
  );
}
