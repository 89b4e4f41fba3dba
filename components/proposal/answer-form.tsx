"use client";

import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";

type AnswerFormProps = {
  label: string;
  question: string;
  /** what sending it does */
  means: string;
  /** common answers, one tap each */
  choices: readonly string[];
  onChoose: (choice: string) => void;
  /** the field for the operator's own words */
  children: ReactNode;
  words: string;
  send: { label: string; look: "primary" | "danger" };
  busy: boolean;
  onSend: (words: string) => void;
  onCancel: () => void;
};

/** An answer to a proposal in words, at the foot of its card: common ones by a tap, others in a sentence. */
export function AnswerForm(props: AnswerFormProps) {
  const { label, question, means, choices, onChoose, children, words, send, busy, onSend, onCancel } = props;
  const form = useRef<HTMLFormElement>(null);
  // outside system: the focus; the first choice takes it, so that no phone keyboard covers the others
  useEffect(() => form.current?.querySelector<HTMLElement>("button, textarea")?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (words.trim()) {
      onSend(words.trim());
    }
  };
  return (
    <form
      ref={form}
      aria-label={label}
      onSubmit={submit}
      onKeyDown={(event) => (event.key === "Escape" ? onCancel() : undefined)}
      className="sticky bottom-[calc(var(--bar)+env(safe-area-inset-bottom)+0.5rem)] z-10 grid grid-cols-1 gap-3 rounded-lg border border-line bg-surface p-4 shadow-float md:bottom-3"
    >
      <div>
        <p className="font-medium">{question}</p>
        <p className="text-small text-soft">{means}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        {choices.map((choice) => (
          <Button key={choice} size="small" disabled={busy} onClick={() => onChoose(choice)}>
            {choice}
          </Button>
        ))}
      </div>
      {children}
      <div className="flex gap-2">
        <Button type="submit" look={send.look} busy={busy} disabled={!words.trim()}>
          {send.label}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Back
        </Button>
      </div>
    </form>
  );
}
