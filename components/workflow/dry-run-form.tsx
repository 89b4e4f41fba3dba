import type { FormEvent } from "react";
import { type Choices, InputFields, type InputValues } from "#components/schedule/input-fields.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField } from "#components/ui/field.tsx";
import type { InputField } from "#server/domains/schedule/schema.ts";
import type { TrialQuestion } from "./trial-questions.ts";

/** What the operator has set for a trial. */
export type TrialSettings = {
  /** an event's id, or manual, api, schedule */
  start: string;
  values: InputValues;
  approvals: "approve" | "reject";
  /** by step: the option or the way that is taken */
  answers: Record<string, string>;
};

type DryRunFormProps = {
  /** how it is started, in words, where it is not an event that starts it */
  ways: { from: string; label: string }[];
  events: { id: string; title: string }[];
  fields: InputField[];
  choices: Choices;
  questions: TrialQuestion[];
  settings: TrialSettings;
  busy: boolean;
  onChange: (settings: TrialSettings) => void;
  onTry: () => void;
};

/** Asks what a trial begins with, and how that comes out which only time and the operator could tell. */
export function DryRunForm(props: DryRunFormProps) {
  const { ways, events, fields, choices, questions, settings, busy, onChange, onTry } = props;
  const { start, values, approvals, answers } = settings;
  const started = ways.some(({ from }) => from === start);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy && start) onTry();
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-1 gap-4">
      <div className="grid grid-cols-1 gap-4 md:grid-cols-2 lg:grid-cols-3 md:items-end">
        <SelectField
          label="Begins with"
          value={start}
          onChange={(event) => onChange({ ...settings, start: event.target.value })}
        >
          {ways.length + events.length === 0 ? <option value="">Nothing has come in yet</option> : null}
          {ways.map(({ from, label }) => (
            <option key={from} value={from}>
              {label}
            </option>
          ))}
          {events.map((event) => (
            <option key={event.id} value={event.id}>
              {event.title}
            </option>
          ))}
        </SelectField>
        {started ? (
          <InputFields
            fields={fields}
            choices={choices}
            values={values}
            onChange={(next) => onChange({ ...settings, values: next })}
          />
        ) : null}
        <SelectField
          label="What is proposed"
          value={approvals}
          onChange={(event) =>
            onChange({ ...settings, approvals: event.target.value === "reject" ? "reject" : "approve" })
          }
        >
          <option value="approve">you approve</option>
          <option value="reject">you reject</option>
        </SelectField>
        {questions.map(({ id, title, answers: offered }) => (
          <SelectField
            key={id}
            label={title}
            value={answers[id] ?? offered[0]?.id ?? ""}
            onChange={(event) => onChange({ ...settings, answers: { ...answers, [id]: event.target.value } })}
          >
            {offered.map((answer) => (
              <option key={answer.id} value={answer.id}>
                {answer.label}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
      <div>
        <Button type="submit" busy={busy} disabled={!start}>
          Try it
        </Button>
      </div>
    </form>
  );
}
