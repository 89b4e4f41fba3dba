"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import type { ConnectorName } from "#server/domains/connection/schema.ts";
import { connectorNames, connectorWords } from "./connection-words.ts";

type ConnectionFormProps = {
  busy: boolean;
  error: string | null;
  onCreate: (connection: { connector: ConnectorName; name: string }) => void;
};

export function ConnectionForm({ busy, error, onCreate }: ConnectionFormProps) {
  const [connector, setConnector] = useState<ConnectorName>("mail");
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onCreate({ connector, name: name.trim() || connectorWords[connector].label });
  };
  return (
    <form onSubmit={submit} aria-label="New connection" className="grid grid-cols-1 gap-4">
      <fieldset className="grid grid-cols-1 gap-2 sm:grid-cols-2">
        <legend className="pb-2 text-small font-medium">Where do events come from?</legend>
        {connectorNames.map((each) => (
          <label
            key={each}
            className="flex min-h-11 cursor-pointer gap-2.5 rounded-md border border-line bg-surface p-3 has-checked:border-accent-ink has-checked:bg-accent-wash"
          >
            <input
              type="radio"
              name="connector"
              value={each}
              checked={connector === each}
              onChange={() => setConnector(each)}
              className="mt-1 accent-accent"
            />
            <span>
              <span className="block font-medium">{connectorWords[each].label}</span>
              <span className="block text-small text-soft">{connectorWords[each].detail}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1 basis-56">
          <TextField
            label="Name"
            name="name"
            maxLength={80}
            placeholder={connectorWords[connector].label}
            value={name}
            error={error}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <Button type="submit" look="primary" busy={busy}>
          Connect
        </Button>
      </div>
    </form>
  );
}
