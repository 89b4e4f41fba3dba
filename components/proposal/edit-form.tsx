"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextArea, TextField } from "#components/ui/field.tsx";
import { moneyInput, parseMoney } from "#components/ui/money-format.ts";
import type { ProposalCard } from "#server/domains/proposal/schema.ts";

type Field = ProposalCard["fields"][number];

type EditFormProps = {
  proposal: ProposalCard;
  busy: boolean;
  onEdit: (fields: Record<string, string>) => void;
  onCancel: () => void;
};

/** What the operator types stays theirs until they save; saving makes a new proposal with its own approval. */
export function EditForm({ proposal, busy, onEdit, onCancel }: EditFormProps) {
  const [typed, setTyped] = useState<Record<string, string>>(() =>
    Object.fromEntries(proposal.fields.map((field) => [field.name, shown(field)])),
  );
  const [error, setError] = useState<{ name: string; text: string } | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fields: Record<string, string> = {};
    for (const field of proposal.fields) {
      const value = stored({ field, typed: typed[field.name] ?? "" });
      if (value === null) {
        setError({ name: field.name, text: `Write an amount in ${field.currency}, for example 120.00` });
        return;
      }
      fields[field.name] = value;
    }
    setError(null);
    onEdit(fields);
  };
  return (
    <form
      aria-label="Edit"
      onSubmit={submit}
      onKeyDown={(event) => (event.key === "Escape" ? onCancel() : undefined)}
      className="grid grid-cols-1 gap-4 rounded-lg border border-line bg-surface p-4"
    >
      <div>
        <p className="font-medium">Edit the proposal</p>
        <p className="text-small text-soft">
          Your version becomes a new proposal. Nothing happens until you approve it.
        </p>
      </div>
      {proposal.fields.map((field) => {
        const shared = {
          label: field.kind === "money" ? `${field.label} (${field.currency})` : field.label,
          name: field.name,
          value: typed[field.name] ?? "",
          error: error?.name === field.name ? error.text : null,
        };
        const change = (value: string) => setTyped((before) => ({ ...before, [field.name]: value }));
        return field.kind === "text" ? (
          <TextArea key={field.name} {...shared} rows={8} onChange={(event) => change(event.target.value)} />
        ) : (
          <TextField
            key={field.name}
            {...shared}
            type={field.kind === "date" ? "date" : "text"}
            inputMode={field.kind === "money" ? "decimal" : undefined}
            onChange={(event) => change(event.target.value)}
          />
        );
      })}
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={busy}>
          Save changes
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Back
        </Button>
      </div>
    </form>
  );
}

function shown(field: Field): string {
  if (field.kind === "money" && field.currency) {
    return moneyInput({ minor: Number(field.value), currency: field.currency });
  }
  return field.kind === "date" ? field.value.slice(0, 10) : field.value;
}

function stored({ field, typed }: { field: Field; typed: string }): string | null {
  if (field.kind !== "money" || !field.currency) {
    return typed;
  }
  const minor = parseMoney({ text: typed, currency: field.currency });
  return minor === null ? null : String(minor);
}
