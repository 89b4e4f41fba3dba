"use client";

import { Notice } from "#components/patterns/notice.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { ConnectionRow } from "#server/domains/connection/schema.ts";
import { ConnectionSecret } from "./connection-secret.tsx";
import { metaOf, tryCommand } from "./connection-words.ts";

export type ConnectionCardProps = {
  connection: ConnectionRow;
  busy: boolean;
  onEnabled: (enabled: boolean) => void;
  /** without a secret a new one is made; with one, the sender's own is kept */
  onRotate: (secret?: string) => void;
};

export function ConnectionCard({ connection, busy, onEnabled, onRotate }: ConnectionCardProps) {
  const meta = metaOf(connection.connector);
  return (
    <article className="grid min-w-0 grid-cols-1 gap-3 rounded-lg border border-line bg-surface p-4 shadow-lift md:p-5">
      <header className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h2 className="text-title font-semibold">{connection.name}</h2>
          <p className="flex flex-wrap items-center gap-2 text-small text-soft">
            <Badge>{meta?.title ?? connection.connector}</Badge>
            <SecretBadge signed={connection.signed} secret={meta?.secret} />
            <span className="text-faint">
              {connection.lastReceivedAt ? (
                <>
                  last event <RelativeTime at={connection.lastReceivedAt} />
                </>
              ) : (
                "nothing received yet"
              )}
            </span>
          </p>
        </div>
        <div className="flex shrink-0 items-center gap-1 text-small text-soft">
          <span aria-hidden="true">{connection.enabled ? "On" : "Off"}</span>
          <Switch label={connection.name} checked={connection.enabled} busy={busy} onChange={onEnabled} />
        </div>
      </header>
      {connection.lastError ? (
        <Notice tone="bad" title="The last delivery was refused">
          {connection.lastError}
        </Notice>
      ) : null}
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-60 rounded-md bg-sunken px-3 py-2 font-mono text-caption leading-5 break-all">
          {connection.url}
        </code>
        <CopyButton text={connection.url} label="Copy address" />
      </div>
      <div>
        <Disclosure summary="How to set it up">
          <ol className="grid max-w-prose list-decimal gap-1.5 pl-4 text-small text-soft">
            {meta?.setup.map((step) => (
              <li key={step} className="break-words">
                {step.replaceAll("{url}", connection.url)}
              </li>
            ))}
          </ol>
        </Disclosure>
        <Disclosure summary="Try it from a terminal">
          <CodeBlock label="Sends one event" code={tryCommand(connection)} />
        </Disclosure>
        {meta && meta.secret !== "none" ? (
          <ConnectionSecret given={meta.secret === "given"} busy={busy} onRotate={onRotate} />
        ) : null}
      </div>
    </article>
  );
}

function SecretBadge({ signed, secret }: { signed: boolean; secret: string | undefined }) {
  if (secret === "none") {
    return <Badge>Open to whoever knows the address</Badge>;
  }
  return signed ? <Badge tone="good">Sender is checked</Badge> : <Badge tone="warn">Secret is missing</Badge>;
}
