"use client";

import { SelectField, TextField } from "#components/ui/field.tsx";
import type { InputField } from "#server/domains/schedule/schema.ts";

/** The records that a field may name, by the field's type. */
export type Choices = Partial<Record<string, { id: string; label: string }[]>>;

export type InputValues = Record<string, string | number | boolean | null>;

const inputTypes: Record<string, string> = { number: "number", date: "date" };

type InputFieldsProps = {
  fields: InputField[];
  values: InputValues;
  choices: Choices;
  onChange: (values: InputValues) => void;
};

/** What a workflow asks for when it is not an event that starts it. */
export function InputFields({ fields, values, choices, onChange }: InputFieldsProps) {
  return fields.map((field) => {
    const { name, label, type, required } = field;
    const text = values[name] === undefined || values[name] === null ? "" : String(values[name]);
    const set = (value: string) => {
      const rest = Object.fromEntries(Object.entries(values).filter(([each]) => each !== name));
      onChange(value === "" ? rest : { ...rest, [name]: read(type, value) });
    };
    const shared = { label: required ? label : `${label}, if you like`, required, value: text };
    const options = type === "boolean" ? yesOrNo : choices[type];
    if (!options) {
      return (
        <TextField
          key={name}
          {...shared}
          type={inputTypes[type] ?? "text"}
          step={type === "number" ? "any" : undefined}
          onChange={(event) => set(event.target.value)}
        />
      );
    }
    return (
      <SelectField key={name} {...shared} onChange={(event) => set(event.target.value)}>
        <option value="">Choose…</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </SelectField>
    );
  });
}

const yesOrNo = [
  { id: "true", label: "Yes" },
  { id: "false", label: "No" },
];

function read(type: string, value: string): string | number | boolean {
  if (type === "number") {
    return Number(value);
  }
  return type === "boolean" ? value === "true" : value;
}
