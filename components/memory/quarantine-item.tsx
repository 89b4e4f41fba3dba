"use client";

import { hrefs } from "#components/patterns/hrefs.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { QuarantinedRow } from "#server/memory/schema.ts";
import { MemoryEditForm } from "./memory-edit-form.tsx";

export type QuarantineItemProps = {
  item: QuarantinedRow;
  current: boolean;
  chosen: boolean;
  busy: boolean;
  editing: boolean;
  error: string | null;
  onChoose: () => void;
  onConfirm: () => void;
  onDiscard: () => void;
  onEdit: (open: boolean) => void;
  onSave: (text: string) => void;
};

const percent = (value: number) => `${Math.round(value * 100)} %`;

/** Something that was said outside, with the passage that it came from. It is not used until it is confirmed. */
export function QuarantineItem(props: QuarantineItemProps) {
  const { item, current, chosen, busy, editing, error } = props;
  return (
    <li
      id={`quarantine-${item.id}`}
      tabIndex={-1}
      aria-current={current ? "true" : undefined}
      className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2 px-2 py-3 outline-none aria-[current=true]:bg-accent-wash"
    >
      <label className="grid min-h-6 min-w-6 place-items-center self-start max-md:min-h-11 max-md:min-w-11">
        <input
          type="checkbox"
          checked={chosen}
          onChange={props.onChoose}
          aria-label={`Choose: ${item.text}`}
          className="size-4 accent-accent"
        />
      </label>
      <div className="grid min-w-0 grid-cols-1 gap-2">
        <p className="font-medium break-words">{item.text}</p>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small wrap-anywhere text-soft *:min-w-0">
          <Badge tone="warn">From outside: not used</Badge>
          <span>{percent(item.confidence)} sure</span>
          <span>
            from <Source item={item} />
          </span>
          <span className="text-faint">
            <RelativeTime at={item.validFrom} />
          </span>
        </p>
        {item.passage?.text ? (
          <Disclosure summary="The passage">
            <blockquote className="border-l-2 border-line pl-3 text-small break-words whitespace-pre-wrap text-soft">
              {item.passage.subject ? <p className="font-medium">{item.passage.subject}</p> : null}
              {item.passage.text}
            </blockquote>
          </Disclosure>
        ) : null}
        {editing ? (
          <MemoryEditForm
            text={item.text}
            quarantined
            busy={busy}
            error={error}
            onSave={props.onSave}
            onCancel={() => props.onEdit(false)}
          />
        ) : (
          <div className="flex flex-wrap gap-2">
            <Button size="small" look="primary" busy={busy} onClick={props.onConfirm}>
              Confirm
            </Button>
            <Button size="small" disabled={busy} onClick={() => props.onEdit(true)}>
              Edit
            </Button>
            <Button size="small" look="quiet" disabled={busy} onClick={props.onDiscard}>
              Discard
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

function Source({ item }: { item: QuarantinedRow }) {
  const { passage, source } = item;
  const said = passage?.from ? `the message of ${passage.from}` : "what came in";
  if (passage?.eventId) return <TextLink href={hrefs.event(passage.eventId)}>{said}</TextLink>;
  return source.kind === "run" ? (
    <TextLink href={hrefs.run(source.id)}>{source.label}</TextLink>
  ) : (
    <span>{source.label}</span>
  );
}
