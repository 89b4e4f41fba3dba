"use client";

import { type FormEvent, useState } from "react";
import { Notice } from "#components/patterns/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";

export type Setup = { workspaceName: string; name: string; email: string; passphrase: string };

type SetupViewProps = { busy: boolean; error: string | null; onSetup: (setup: Setup) => void };

const shortest = 12;

export function SetupView({ busy, error, onSetup }: SetupViewProps) {
  const [passphrase, setPassphrase] = useState("");
  const [tried, setTried] = useState(false);
  const short = passphrase.length < shortest;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const form = new FormData(event.currentTarget);
    const read = (name: string) => String(form.get(name) ?? "").trim();
    if (!short) {
      onSetup({ workspaceName: read("workspaceName"), name: read("name"), email: read("email"), passphrase });
    }
  };
  return (
    <form onSubmit={submit} aria-label="Set up" className="grid grid-cols-1 gap-4">
      {error ? <Notice tone="bad" title={error} /> : null}
      <TextField label="Company" name="workspaceName" required maxLength={120} autoComplete="organization" autoFocus />
      <TextField label="Your name" name="name" required maxLength={120} autoComplete="name" />
      <TextField label="Mail address" name="email" type="email" required maxLength={254} autoComplete="username" />
      <TextField
        label="Passphrase"
        name="passphrase"
        type="password"
        required
        autoComplete="new-password"
        value={passphrase}
        error={tried && short ? `At least ${shortest} characters` : null}
        hint={`At least ${shortest} characters. Four unrelated words are easy to keep.`}
        onChange={(event) => setPassphrase(event.target.value)}
      />
      <Button type="submit" look="primary" size="large" wide busy={busy}>
        Open Adjutant
      </Button>
    </form>
  );
}
