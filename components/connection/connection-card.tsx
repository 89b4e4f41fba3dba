"use client";

import { Notice } from "#components/patterns/notice.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { ConnectionRow } from "#server/domains/connection/schema.ts";
import { connectorWords, tryCommand } from "./connection-words.ts";

type ConnectionCardProps = {
  connection: ConnectionRow;
  busy: boolean;
  onEnabled: (enabled: boolean) => void;
  onRotate: () => void;
};

export function ConnectionCard({ connection, busy, onEnabled, onRotate }: ConnectionCardProps) {
  const words = connectorWords[connection.connector];
  return (
    <article className="grid min-w-0 gap-3 rounded-lg border border-line bg-surface p-4 shadow-lift md:p-5">
      <header className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h2 className="text-title font-semibold">{connection.name}</h2>
          <p className="flex flex-wrap items-center gap-2 text-small text-soft">
            <Badge>{words.label}</Badge>
            {connection.signed ? (
              <Badge tone="good">Signature checked</Badge>
            ) : (
              <Badge>Secret address, no signature</Badge>
            )}
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
      <Disclosure summary="Try it from a terminal">
        <CodeBlock label={words.detail} code={tryCommand(connection)} />
      </Disclosure>
      {connection.signed && connection.connector !== "stripe" ? (
        <div>
          <Button size="small" busy={busy} onClick={onRotate}>
            Make a new secret
          </Button>
        </div>
      ) : null}
    </article>
  );
}
