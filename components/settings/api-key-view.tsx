"use client";

import { type FormEvent, useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type ApiKeyRow, type Scope, scopeSchema, scopeWords } from "#server/domains/api-key/schema.ts";

type ApiKeyViewProps = {
  apiKeys: ApiKeyRow[];
  creating: boolean;
  revokingId: string | null;
  error: string | null;
  onCreate: (apiKey: { name: string; scopes: Scope[] }) => void;
  onRevoke: (id: string) => void;
};

export function ApiKeyView({ apiKeys, creating, revokingId, error, onCreate, onRevoke }: ApiKeyViewProps) {
  const [sure, setSure] = useState<string | null>(null);
  return (
    <div className="grid grid-cols-1 gap-5">
      {apiKeys.length > 0 ? (
        <ul className="divide-y divide-line border-y border-line">
          {apiKeys.map((apiKey) => (
            <li key={apiKey.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
              <div className="min-w-0">
                <p className="font-medium">{apiKey.name}</p>
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small text-soft">
                  <code className="font-mono text-caption">{apiKey.prefix}…</code>
                  {apiKey.scopes.map((scope) => (
                    <Badge key={scope}>{scopeWords[scope]}</Badge>
                  ))}
                  <span className="text-faint">
                    {apiKey.lastUsedAt ? (
                      <>
                        used <RelativeTime at={apiKey.lastUsedAt} />
                      </>
                    ) : (
                      "never used"
                    )}
                  </span>
                </p>
              </div>
              {sure === apiKey.id ? (
                <span className="flex gap-2">
                  <Button
                    size="small"
                    look="danger"
                    busy={revokingId === apiKey.id}
                    onClick={() => onRevoke(apiKey.id)}
                  >
                    Revoke for good
                  </Button>
                  <Button size="small" look="quiet" onClick={() => setSure(null)}>
                    Keep
                  </Button>
                </span>
              ) : (
                <Button size="small" look="caution" onClick={() => setSure(apiKey.id)}>
                  Revoke
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-soft">No key yet. A program needs one to send events to the API.</p>
      )}
      <ApiKeyForm busy={creating} error={error} onCreate={onCreate} />
    </div>
  );
}

function ApiKeyForm({
  busy,
  error,
  onCreate,
}: {
  busy: boolean;
  error: string | null;
  onCreate: ApiKeyViewProps["onCreate"];
}) {
  const [chosen, setChosen] = useState<Scope[]>(["events:write"]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    onCreate({ name, scopes: chosen });
    event.currentTarget.reset();
  };
  const toggle = (scope: Scope) =>
    setChosen((before) => (before.includes(scope) ? before.filter((each) => each !== scope) : [...before, scope]));
  return (
    <form onSubmit={submit} aria-label="New API key" className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1 basis-56">
          <TextField
            label="Name of the new key"
            name="name"
            required
            maxLength={80}
            placeholder="Website form"
            error={error}
          />
        </div>
        <Button type="submit" busy={busy} disabled={chosen.length === 0}>
          Create key
        </Button>
      </div>
      <fieldset className="flex flex-wrap gap-x-5">
        <legend className="sr-only">What the key may do</legend>
        {scopeSchema.options.map((scope) => (
          <label
            key={scope}
            className="inline-flex min-h-8 cursor-pointer items-center gap-2 text-small max-md:min-h-11"
          >
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={chosen.includes(scope)}
              onChange={() => toggle(scope)}
            />
            {scopeWords[scope]}
          </label>
        ))}
      </fieldset>
    </form>
  );
}
