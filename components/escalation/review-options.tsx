"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextArea } from "#components/ui/field.tsx";
import type { ReviewTask } from "#server/domains/escalation/schema.ts";

export type ReviewOptionsProps = {
  options: ReviewTask["options"];
  /** the option that is being done */
  busy: string | null;
  onResolve: (option: string, note: string) => void;
};

/** Options that close the task and do nothing more. */
const closing = new Set(["dismiss", "leave"]);

/** Buttons that each do one concrete thing, and say which; a note goes into the audit trail with the choice. */
export function ReviewOptions({ options, busy, onResolve }: ReviewOptionsProps) {
  const [note, setNote] = useState("");
  const [noting, setNoting] = useState(false);
  return (
    <div className="grid grid-cols-1 gap-3 border-t border-line pt-4">
      <h3 className="text-small font-medium text-faint">What can be done now</h3>
      <ul className="grid grid-cols-1 gap-5 md:gap-3">
        {options.map((option, place) => (
          <li
            key={option.id}
            className="grid grid-cols-1 items-center gap-x-5 gap-y-1.5 md:grid-cols-[15rem_minmax(0,1fr)]"
          >
            <span className="grid grid-cols-1">
              <Button
                look={
                  place === 0 && !closing.has(option.id) ? "primary" : closing.has(option.id) ? "quiet" : "secondary"
                }
                wide
                aria-describedby={`does-${option.id}`}
                busy={busy === option.id}
                disabled={busy !== null && busy !== option.id}
                onClick={() => onResolve(option.id, note.trim())}
              >
                <span className="truncate">{option.label}</span>
              </Button>
            </span>
            <p id={`does-${option.id}`} className="min-w-0 text-small text-soft">
              {option.description}
            </p>
          </li>
        ))}
      </ul>
      {noting ? (
        <TextArea
          label="Note"
          hint="Stands beside your choice in the audit trail."
          value={note}
          maxLength={2000}
          onChange={(event) => setNote(event.target.value)}
        />
      ) : (
        <div>
          <Button look="quiet" size="small" onClick={() => setNoting(true)}>
            Add a note
          </Button>
        </div>
      )}
    </div>
  );
}
