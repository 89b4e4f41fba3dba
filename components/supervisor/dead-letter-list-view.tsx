"use client";

import { type FormEvent, useState } from "react";
import { hrefs } from "#components/patterns/hrefs.ts";
import { LoadMore, type More } from "#components/patterns/load-more.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { DeadLetter } from "#server/domains/dead-letter/schema.ts";
import { letterWords } from "./supervisor-words.ts";

type DeadLetterListViewProps = {
  letters: DeadLetter[];
  busyId: string | null;
  onRedrive: (id: string) => void;
  onDrop: (id: string, reason: string) => void;
  more: More;
};

/** What could not be done after all its tries, with the two things that can be done about each. */
export function DeadLetterListView({ letters, busyId, onRedrive, onDrop, more }: DeadLetterListViewProps) {
  const [dropping, setDropping] = useState<string | null>(null);
  return (
    <div className="grid grid-cols-1 gap-4">
      <ul aria-label="Dead letters" className="divide-y divide-line border-y border-line">
        {letters.map((letter) => (
          <li key={letter.id} className="flex flex-wrap items-start gap-x-3 gap-y-2 px-2 py-3">
            <div className="grid min-w-0 flex-1 basis-60 gap-0.5">
              <p className="font-medium">{letter.title}</p>
              <p className="max-w-prose break-words text-small text-soft">{letter.reason}</p>
              <p className="flex flex-wrap items-baseline gap-x-3 text-small text-faint">
                <Badge>{letterWords(letter.kind).label}</Badge>
                <span>{letter.attempts === 1 ? "tried once" : `tried ${letter.attempts} times`}</span>
                <span>
                  given up <RelativeTime at={letter.createdAt} />
                </span>
                <Subject letter={letter} />
              </p>
            </div>
            <div className="flex gap-2">
              <Button size="small" busy={busyId === letter.id} onClick={() => onRedrive(letter.id)}>
                {letterWords(letter.kind).again}
              </Button>
              <Button
                size="small"
                look="quiet"
                aria-expanded={dropping === letter.id}
                onClick={() => setDropping(dropping === letter.id ? null : letter.id)}
              >
                Drop
              </Button>
            </div>
            {dropping === letter.id ? (
              <DropForm
                onDrop={(reason) => {
                  setDropping(null);
                  onDrop(letter.id, reason);
                }}
              />
            ) : null}
          </li>
        ))}
      </ul>
      <LoadMore more={more} />
    </div>
  );
}

function Subject({ letter: { kind, subjectId } }: { letter: DeadLetter }) {
  if (kind === "run") return <TextLink href={hrefs.run(subjectId)}>The run</TextLink>;
  return kind === "event" ? <TextLink href={hrefs.event(subjectId)}>The event</TextLink> : null;
}

function DropForm({ onDrop }: { onDrop: (reason: string) => void }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "").trim();
    if (reason) onDrop(reason);
  };
  return (
    <form onSubmit={submit} aria-label="Drop" className="flex basis-full flex-wrap items-end gap-2">
      <div className="min-w-0 flex-1 basis-60">
        <TextField
          label="Why it is not needed"
          name="reason"
          required
          maxLength={500}
          hint="It stays in the audit trail"
        />
      </div>
      <Button type="submit" look="caution">
        Drop it
      </Button>
    </form>
  );
}
