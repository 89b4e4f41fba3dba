"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { TextField } from "#components/ui/field.tsx";

type ConnectionSecretProps = {
  /** the sender makes the secret, and the operator copies it here */
  given: boolean;
  busy: boolean;
  onRotate: (secret?: string) => void;
};

export function ConnectionSecret({ given, busy, onRotate }: ConnectionSecretProps) {
  const [secret, setSecret] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRotate(given ? secret.trim() : undefined);
    setSecret("");
  };
  return (
    <Disclosure summary={given ? "Set the sender's secret" : "Make a new secret"}>
      <form onSubmit={submit} className="flex max-w-prose flex-wrap items-end gap-2">
        {given ? (
          <div className="min-w-0 flex-1 basis-56">
            <TextField
              label="Signing secret"
              name="secret"
              autoComplete="off"
              placeholder="whsec_…"
              required
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
            />
          </div>
        ) : null}
        <Button type="submit" busy={busy}>
          {given ? "Keep it" : "Make a new secret"}
        </Button>
        <p className="basis-full text-small text-faint">The secret before this one works for another 24 hours.</p>
      </form>
    </Disclosure>
  );
}
