"use client";

import { useId, useRef } from "react";

type DefinitionTextProps = { text: string; error: string | null; onText: (text: string) => void };

/** The definition as JSON, with line numbers: the expert's mode. */
export function DefinitionText({ text, error, onText }: DefinitionTextProps) {
  const id = useId();
  const numbers = useRef<HTMLPreElement>(null);
  const lines = text.split("\n").length;
  return (
    <div className="grid grid-cols-1 gap-1.5">
      <label htmlFor={id} className="text-small font-medium">
        Definition as JSON
      </label>
      <div className="flex h-[32rem] overflow-hidden rounded-md border border-edge bg-sunken text-small">
        <pre
          ref={numbers}
          aria-hidden="true"
          className="w-10 shrink-0 overflow-hidden py-2 pr-2 text-right font-mono leading-5 text-faint select-none"
        >
          {Array.from({ length: lines }, (_, index) => index + 1).join("\n")}
        </pre>
        <textarea
          id={id}
          value={text}
          wrap="off"
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-note`}
          onChange={(event) => onText(event.target.value)}
          onScroll={(event) => {
            if (numbers.current) numbers.current.scrollTop = event.currentTarget.scrollTop;
          }}
          className="min-w-0 flex-1 resize-none overflow-auto bg-surface px-2 py-2 font-mono leading-5 whitespace-pre text-ink focus-visible:-outline-offset-2"
        />
      </div>
      <p id={`${id}-note`} className={`text-small ${error ? "text-bad" : "text-faint"}`}>
        {error ?? "Its JSON Schema is at /api/v1/schemas/workflow; docs/workflows.md explains the language."}
      </p>
    </div>
  );
}
