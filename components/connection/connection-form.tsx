"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ChoiceCard } from "#components/ui/choice-card.tsx";
import { TextField } from "#components/ui/field.tsx";
import type { ConnectorName } from "#server/domains/connection/schema.ts";
import { connectorMetas, metaOf } from "./connection-words.ts";

type NewConnection = { connector: ConnectorName; name: string; secret?: string };

type ConnectionFormProps = { busy: boolean; error: string | null; onCreate: (connection: NewConnection) => void };

export function ConnectionForm({ busy, error, onCreate }: ConnectionFormProps) {
  const [connector, setConnector] = useState<ConnectorName>("mail");
  const meta = metaOf(connector);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string) => String(form.get(name) ?? "").trim();
    const secret = read("secret");
    onCreate({ connector, name: read("name") || (meta?.title ?? connector), ...(secret ? { secret } : {}) });
  };
  return (
    <form onSubmit={submit} aria-label="New connection" className="grid grid-cols-1 gap-4">
      <fieldset className="grid gap-2 sm:grid-cols-2">
        <legend className="pb-2 text-small font-medium">Where do events come from?</legend>
        {connectorMetas.map((each) => (
          <ChoiceCard
            key={each.name}
            name="connector"
            value={each.name}
            title={each.title}
            detail={each.purpose}
            checked={connector === each.name}
            onChoose={() => setConnector(each.name)}
          />
        ))}
      </fieldset>
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1 basis-56">
          <TextField label="Name" name="name" maxLength={80} placeholder={meta?.title} error={error} />
        </div>
        {meta?.secret === "given" ? (
          <div className="min-w-0 flex-1 basis-56">
            <TextField
              label="Signing secret, if you have it already"
              name="secret"
              autoComplete="off"
              placeholder="whsec_…"
            />
          </div>
        ) : null}
        <Button type="submit" look="primary" busy={busy}>
          Connect
        </Button>
      </div>
    </form>
  );
}
