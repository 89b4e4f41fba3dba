"use client";

import { useMutation } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";

type NewWorkflowProps = { others: { id: string; name: string }[] };

/** "Call after a refund" as an id: call-after-a-refund. */
const idOf = (name: string) =>
  name
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[-0-9]+|-+$/g, "")
    .slice(0, 60);

/** Begins a workflow as a draft: blank, or from one that is there. */
export function NewWorkflow({ others }: NewWorkflowProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [copyOf, setCopyOf] = useState("");
  const create = useMutation(
    trpc.workflow.create.mutationOptions({
      onSuccess: ({ workflow }) => router.push(`/workflows/${workflow}` as Route),
    }),
  );
  if (!open) return <Button onClick={() => setOpen(true)}>New workflow</Button>;
  const id = idOf(name);
  return (
    <form
      aria-label="New workflow"
      className="grid w-full grid-cols-1 gap-4 rounded-lg border border-line bg-surface p-4 md:grid-cols-[2fr_2fr_auto] md:items-end"
      onSubmit={(event) => {
        event.preventDefault();
        if (id) create.mutate({ workflow: id, name: name.trim(), ...(copyOf ? { copyOf } : {}) });
      }}
    >
      <TextField
        label="Name"
        required
        maxLength={60}
        value={name}
        error={create.error ? errorWords(create.error) : null}
        onChange={(event) => setName(event.target.value)}
      />
      <SelectField label="Begin with" value={copyOf} onChange={(event) => setCopyOf(event.target.value)}>
        <option value="">a blank one</option>
        {others.map((other) => (
          <option key={other.id} value={other.id}>
            a copy of {other.name}
          </option>
        ))}
      </SelectField>
      <div className="flex gap-2">
        <Button look="primary" type="submit" busy={create.isPending} disabled={!id}>
          Begin
        </Button>
        <Button look="quiet" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
