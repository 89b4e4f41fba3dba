"use client";

import { Notice } from "#components/patterns/notice.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";

type LinkViewProps = { busy: boolean; error: string | null; onConfirm: () => void };

/** Opening the link decides nothing: mail programs open links too. The button does. */
export function LinkView({ busy, error, onConfirm }: LinkViewProps) {
  return (
    <div className="grid grid-cols-1 gap-4">
      {error ? (
        <Notice tone="bad" title={error} action={<ButtonLink href="/sign-in">Ask for a new link</ButtonLink>} />
      ) : null}
      <Button look="primary" size="large" wide busy={busy} onClick={onConfirm}>
        Sign in on this device
      </Button>
    </div>
  );
}
