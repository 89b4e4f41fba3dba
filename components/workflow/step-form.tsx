"use client";

import { Section } from "#components/patterns/section.tsx";
import { SelectField, TextArea, TextField } from "#components/ui/field.tsx";
import { type FlowStep, valueAt } from "./flow-steps.ts";

type Edit = (field: string, value: unknown) => void;
type ProblemAt = (field: string) => string | null;

type FormProps = {
  /** the whole definition */
  value: object;
  /** where what is edited stands: "" for the workflow itself */
  field: string;
  onEdit: Edit;
  problemAt: ProblemAt;
};

const texts: Readonly<Record<string, readonly [field: string, label: string][]>> = {
  notify: [["text", "What it tells you"]],
  ask: [
    ["question", "Question"],
    ["context", "What you should know"],
  ],
  end: [["summary", "What came of it"]],
  check: [["otherwise", "What it says where this does not hold"]],
  remember: [["text", "What it remembers"]],
  action: [["reason", "Reason"]],
};
const lengths: Readonly<Record<string, readonly [field: string, label: string]>> = {
  wait: ["for", "How long it waits"],
  "wait-for": ["timeout", "How long it waits at most"],
  ask: ["timeout", "How long it waits for your answer"],
};
const tried: readonly string[] = ["agent", "action", "read"];
const lengthHint = "A number and s, m, h, d or w, such as 3d";

const shown = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** The common things of one step; the expert's mode has everything. */
export function StepForm({ value, field, onEdit, problemAt }: FormProps) {
  const step = valueAt(value, field) as FlowStep | undefined;
  if (!step) return null;
  const at = (name: string) => `${field}.${name}`;
  const line = (name: string, label: string, hint?: string) => (
    <TextField
      key={name}
      label={label}
      hint={hint}
      error={problemAt(at(name))}
      value={shown(valueAt(value, at(name)))}
      onChange={(event) => onEdit(at(name), event.target.value || undefined)}
    />
  );
  const length = lengths[step.kind];
  return (
    <Section title={`Step “${shown(step.title) || step.id}”`}>
      <div className="grid grid-cols-1 gap-4">
        {line("title", "Title")}
        {(texts[step.kind] ?? []).map(([name, label]) => (
          <TextArea
            key={name}
            label={label}
            error={problemAt(at(name))}
            value={shown(step[name])}
            onChange={(event) => onEdit(at(name), event.target.value || undefined)}
          />
        ))}
        {length && step.until === undefined ? line(length[0], length[1], lengthHint) : null}
        {step.kind === "wait" && step.until !== undefined ? line("until", "Until when (expression)") : null}
        {line("when", "Only if (expression)", "Left empty, it always runs")}
        {line("sla.within", "Promised within", lengthHint)}
        {tried.includes(step.kind) ? (
          <TextField
            label="Retries"
            type="number"
            min={0}
            max={20}
            hint="Left empty, it is tried again four times"
            error={problemAt(at("retries.most"))}
            value={shown(valueAt(value, at("retries.most")))}
            onChange={(event) =>
              onEdit(
                event.target.value === "" ? at("retries") : at("retries.most"),
                event.target.value === "" ? undefined : Number(event.target.value),
              )
            }
          />
        ) : null}
        <SelectField
          label="When it fails for good"
          value={shown(step.onFailure) || "fail"}
          onChange={(event) => onEdit(at("onFailure"), event.target.value)}
        >
          <option value="fail">The run fails</option>
          <option value="continue">The run goes on</option>
          <option value="escalate">The run goes on, and I get a review task</option>
        </SelectField>
      </div>
    </Section>
  );
}

/** Name, purpose and triggers of the workflow itself. */
export function WorkflowForm({ value, onEdit, problemAt }: Omit<FormProps, "field">) {
  const triggers = valueAt(value, "triggers");
  const line = (name: string, label: string, hint?: string) => (
    <TextField
      key={name}
      label={label}
      hint={hint}
      error={problemAt(name)}
      value={shown(valueAt(value, name))}
      onChange={(event) => onEdit(name, event.target.value || undefined)}
    />
  );
  return (
    <Section title="The workflow">
      <div className="grid grid-cols-1 gap-4">
        {line("name", "Name")}
        {line("purpose", "Purpose")}
        {(Array.isArray(triggers) ? triggers : []).flatMap((trigger, index) => {
          const on = valueAt(trigger, "on");
          return [
            line(`triggers[${index}].label`, "Starts with"),
            ...(on === "event"
              ? [line(`triggers[${index}].when`, "Only if (expression)", "For example payment.amountMinor > 10000")]
              : []),
          ];
        })}
        {line("sla.within", "A run is promised within", lengthHint)}
        {line("summary", "What came of it, in one line")}
      </div>
    </Section>
  );
}
