"use client";

import type { FormEvent } from "react";
import { SaveBar } from "#components/patterns/save-bar.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import type { SupervisionPolicy } from "#server/domains/supervision/schema.ts";

type NumberField = {
  name: Exclude<keyof SupervisionPolicy, "reversals">;
  label: string;
  hint: string;
  min: number;
  max: number;
};

const fields: readonly NumberField[] = [
  {
    name: "retries",
    label: "Automatic retries of a failed run",
    hint: "From the failed step, and only for faults that may pass",
    min: 0,
    max: 5,
  },
  {
    name: "sameFailures",
    label: "The same failure this often is no progress",
    hint: "At the same step with the same words: it is not tried again",
    min: 2,
    max: 10,
  },
  {
    name: "stuckMinutes",
    label: "Stuck after so many silent minutes",
    hint: "A running run without a word in its log. Waiting does not count",
    min: 1,
    max: 1_440,
  },
  { name: "restarts", label: "Restarts of a stuck run", hint: "Then it is handed to you", min: 0, max: 5 },
  {
    name: "repeats",
    label: "A step repeated more often is a circle",
    hint: "Within one try. The run is stopped",
    min: 2,
    max: 1_000,
  },
  {
    name: "depth",
    label: "Runs that may start one another",
    hint: "Of one workflow about the same thing. More are stopped",
    min: 1,
    max: 50,
  },
  {
    name: "breakerFailures",
    label: "Calls without an answer until calls are held",
    hint: "In a row, to one outside system. Nothing that is held is lost",
    min: 1,
    max: 100,
  },
  {
    name: "probeSeconds",
    label: "Seconds until one call is let through to see",
    hint: "Doubles with each that is not answered, up to an hour",
    min: 1,
    max: 3_600,
  },
];

type SupervisionFormProps = {
  policy: SupervisionPolicy;
  busy: boolean;
  error: string | null;
  onSave: (policy: SupervisionPolicy) => void;
};

/** The few numbers that the supervisor goes by. */
export function SupervisionForm({ policy, busy, error, onSave }: SupervisionFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const numbers = Object.fromEntries(fields.map(({ name }) => [name, Number(form.get(name))]));
    const reversals = form.get("reversals") === "ask" ? "ask" : "at-once";
    onSave({ ...policy, ...numbers, reversals });
  };
  return (
    <form onSubmit={submit} aria-label="Numbers of the supervisor" className="grid grid-cols-1 gap-4 sm:grid-cols-2">
      {fields.map(({ name, label, hint, min, max }) => (
        <TextField
          key={name}
          type="number"
          inputMode="numeric"
          label={label}
          hint={`${hint}. ${min} to ${max}`}
          name={name}
          min={min}
          max={max}
          step={1}
          required
          defaultValue={policy[name]}
        />
      ))}
      <SelectField
        label="Taking back what a failed run did to your own records"
        name="reversals"
        hint="What left the house always asks"
        defaultValue={policy.reversals}
      >
        <option value="at-once">At once, without asking</option>
        <option value="ask">Ask me each time</option>
      </SelectField>
      <SaveBar busy={busy} error={error} />
    </form>
  );
}
