"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextArea } from "#components/ui/field.tsx";

type MemoryEditFormProps = {
  text: string;
  /** whether it waits in quarantine: then the corrected text stands at once */
  quarantined?: boolean;
  busy: boolean;
  error: string | null;
  onSave: (text: string) => void;
  onCancel: () => void;
};

/** The operator's correction: the next version, which cites them. What stood before stays readable. */
export function MemoryEditForm({ text, quarantined = false, busy, error, onSave, onCancel }: MemoryEditFormProps) {
  const [value, setValue] = useState(text);
  const next = value.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (next && next !== text) onSave(next);
  };
  return (
    <form onSubmit={submit} aria-label="Correct memory" className="grid grid-cols-1 gap-2">
      <TextArea
        label="Correct it"
        hint={
          quarantined
            ? "Your words are used at once. What came from outside stays readable, and is not."
            : "Your words are the next version. The one before stays readable."
        }
        // it was asked for by the press that brought it
        autoFocus
        rows={2}
        maxLength={4_000}
        value={value}
        error={error}
        onChange={(event) => setValue(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="small" busy={busy} disabled={!next || next === text}>
          {quarantined ? "Save and confirm" : "Save as a new version"}
        </Button>
        <Button look="quiet" size="small" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
