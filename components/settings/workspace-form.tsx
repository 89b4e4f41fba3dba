"use client";

import { type FormEvent, useState } from "react";
import { SaveBar } from "#components/patterns/save-bar.tsx";
import { TextField } from "#components/ui/field.tsx";
import type { WorkspaceSettings } from "#server/domains/workspace/schema.ts";

type WorkspaceEdit = Pick<WorkspaceSettings, "name" | "timeZone" | "currency" | "mailFrom" | "undoSeconds">;

type WorkspaceFormProps = {
  settings: WorkspaceSettings;
  busy: boolean;
  error: string | null;
  onSave: (edit: WorkspaceEdit) => void;
};

export function WorkspaceForm({ settings, busy, error, onSave }: WorkspaceFormProps) {
  const [undo, setUndo] = useState(String(settings.undoSeconds));
  const seconds = Number(undo);
  const undoError = Number.isInteger(seconds) && seconds >= 0 && seconds <= 600 ? null : "A whole number from 0 to 600";
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string) => String(form.get(name) ?? "").trim();
    if (!undoError) {
      onSave({
        name: read("name"),
        timeZone: read("timeZone"),
        currency: read("currency").toUpperCase(),
        mailFrom: read("mailFrom") || null,
        undoSeconds: seconds,
      });
    }
  };
  return (
    <form onSubmit={submit} aria-label="Workspace" className="grid grid-cols-1 gap-4 sm:grid-cols-2">
      <TextField label="Company" name="name" required maxLength={120} defaultValue={settings.name} />
      <TextField
        label="Sender of your mail"
        name="mailFrom"
        maxLength={200}
        placeholder="Ines Harbour <ines@example.com>"
        defaultValue={settings.mailFrom ?? ""}
      />
      <TextField
        label="Time zone"
        name="timeZone"
        list="time-zones"
        required
        hint="By name, for example Europe/Lisbon"
        defaultValue={settings.timeZone}
      />
      <datalist id="time-zones">
        {Intl.supportedValuesOf("timeZone").map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <TextField
        label="Currency of new invoices"
        name="currency"
        required
        pattern="[A-Za-z]{3}"
        maxLength={3}
        hint="Three letters, for example EUR"
        defaultValue={settings.currency}
      />
      <TextField
        label="Time to undo an approval, in seconds"
        name="undoSeconds"
        inputMode="numeric"
        value={undo}
        error={undoError}
        hint="A mail leaves only after this time"
        onChange={(event) => setUndo(event.target.value)}
      />
      <SaveBar busy={busy} error={error} />
    </form>
  );
}
