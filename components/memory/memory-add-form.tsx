"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";

type MemoryAddFormProps = { busy: boolean; error: string | null; onAdd: (text: string) => Promise<boolean> };

/** The operator's own word: canonical at once, without quarantine. */
export function MemoryAddForm({ busy, error, onAdd }: MemoryAddFormProps) {
  const [text, setText] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() && (await onAdd(text.trim()))) {
      setText("");
    }
  };
  return (
    <form onSubmit={submit} aria-label="Add to memory" className="flex flex-wrap items-end gap-2">
      <div className="min-w-0 flex-1 basis-64">
        <TextField
          label="Something that is true for the whole company"
          name="text"
          placeholder="Invoices are due within 14 days"
          maxLength={500}
          value={text}
          error={error}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button type="submit" busy={busy} disabled={!text.trim()}>
        Remember
      </Button>
    </form>
  );
}
