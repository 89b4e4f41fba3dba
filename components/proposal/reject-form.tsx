"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import type { ProposalCard } from "#server/domains/proposal/schema.ts";
import { rejectReasons } from "./proposal-words.ts";

type RejectFormProps = {
  proposal: ProposalCard;
  busy: boolean;
  onReject: (reason: string) => void;
  onCancel: () => void;
};

/** One tap for a common reason; a sentence where none fits. */
export function RejectForm({ proposal, busy, onReject, onCancel }: RejectFormProps) {
  const [reason, setReason] = useState("");
  const reasons = useRef<HTMLDivElement>(null);
  // outside system: the focus; the first reason takes it, so that no phone keyboard covers the others
  useEffect(() => reasons.current?.querySelector("button")?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) {
      onReject(reason.trim());
    }
  };
  return (
    <form
      aria-label="Reject"
      onSubmit={submit}
      onKeyDown={(event) => (event.key === "Escape" ? onCancel() : undefined)}
      className="sticky bottom-[calc(var(--bar)+env(safe-area-inset-bottom)+0.5rem)] z-10 grid grid-cols-1 gap-3 rounded-lg border border-line bg-surface p-4 shadow-float md:bottom-3"
    >
      <div>
        <p className="font-medium">Why not?</p>
        <p className="text-small text-soft">Nothing happens, and the reason is kept for the next proposal.</p>
      </div>
      <div ref={reasons} className="flex flex-wrap gap-2">
        {rejectReasons(proposal).map((common) => (
          <Button key={common} size="small" disabled={busy} onClick={() => onReject(common)}>
            {common}
          </Button>
        ))}
      </div>
      <TextField
        label="Or in your words"
        name="reason"
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="flex gap-2">
        <Button type="submit" look="danger" busy={busy} disabled={!reason.trim()}>
          Reject
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Back
        </Button>
      </div>
    </form>
  );
}
