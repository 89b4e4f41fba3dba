"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextArea } from "#components/ui/field.tsx";
import type { ProposalCard } from "#server/domains/proposal/schema.ts";

type RespondFormProps = {
  proposal: ProposalCard;
  busy: boolean;
  onRespond: (guidance: string) => void;
  onCancel: () => void;
};

/** What can be followed without a model, one tap each; they add up. */
function suggestions(proposal: ProposalCard): string[] {
  if (proposal.preview.kind === "mail") {
    return ["Shorter", "More formal", "Warmer", "Do not offer a call"];
  }
  return proposal.fields.some((field) => field.kind === "date")
    ? ["Due tomorrow", "Due on Friday", "Due next week"]
    : [];
}

/** Sends the proposal back: the agent makes it anew, and nothing happens meanwhile. */
export function RespondForm({ proposal, busy, onRespond, onCancel }: RespondFormProps) {
  const [guidance, setGuidance] = useState("");
  const form = useRef<HTMLFormElement>(null);
  // outside system: the focus; the first suggestion takes it, so that no phone keyboard covers the others
  useEffect(() => form.current?.querySelector<HTMLElement>("button, textarea")?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (guidance.trim()) {
      onRespond(guidance.trim());
    }
  };
  const add = (text: string) =>
    setGuidance((before) => (before.trim() ? `${before.trim().replace(/[.,;]$/, "")}; ${text}` : text));
  return (
    <form
      ref={form}
      aria-label="Respond"
      onSubmit={submit}
      onKeyDown={(event) => (event.key === "Escape" ? onCancel() : undefined)}
      className="sticky bottom-[calc(var(--bar)+env(safe-area-inset-bottom)+0.5rem)] z-10 grid grid-cols-1 gap-3 rounded-lg border border-line bg-surface p-4 shadow-float md:bottom-3"
    >
      <div>
        <p className="font-medium">What should be different?</p>
        <p className="text-small text-soft">
          Nothing happens: it goes back to its agent, and a new version comes to you. What cannot be followed is said
          there.
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {suggestions(proposal).map((text) => (
          <Button key={text} size="small" disabled={busy} onClick={() => add(text)}>
            {text}
          </Button>
        ))}
      </div>
      <TextArea
        label="Guidance"
        name="guidance"
        rows={2}
        value={guidance}
        maxLength={2000}
        onChange={(event) => setGuidance(event.target.value)}
      />
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={busy} disabled={!guidance.trim()}>
          Send back
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Back
        </Button>
      </div>
    </form>
  );
}
