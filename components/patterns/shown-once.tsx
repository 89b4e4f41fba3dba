"use client";

import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Notice } from "./notice.tsx";

type ShownOnceProps = { title: string; secret: string; detail: string; onDone: () => void };

/** A secret that leaves the server once. */
export function ShownOnce({ title, secret, detail, onDone }: ShownOnceProps) {
  return (
    <Notice
      tone="info"
      title={title}
      action={
        <>
          <CopyButton text={secret} />
          <Button size="small" look="quiet" onClick={onDone}>
            I have kept it
          </Button>
        </>
      }
    >
      <code className="my-1.5 block rounded-md border border-line bg-surface px-3 py-2 font-mono text-small break-all text-ink">
        {secret}
      </code>
      {detail}
    </Notice>
  );
}
