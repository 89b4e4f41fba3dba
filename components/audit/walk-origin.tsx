import type { ReactNode } from "react";
import { hrefs } from "#components/patterns/hrefs.ts";
import { Section } from "#components/patterns/section.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { AuditWalk } from "#server/domains/audit/schema.ts";

/** Whether words came from outside. */
function Label({ taint }: { taint: string }) {
  return taint === "operator" ? <Badge>from you</Badge> : <Badge tone="warn">from outside</Badge>;
}

const textOf = (value: unknown) => (typeof value === "string" ? value : null);

/** Where the text of an effect came from: the event, its message, the memory that was used, and what it rests on. */
export function WalkOrigin({ origin, children }: { origin: AuditWalk["origin"]; children: ReactNode }) {
  const { event, message, memories, outside } = origin;
  const fields = [...new Set(outside.flatMap((span) => textOf(span.field) ?? []))];
  return (
    <Section title="1. Where it came from">
      <p className="flex flex-wrap items-baseline gap-2">
        <span className="max-w-prose">{origin.reason}</span>
        <Label taint={origin.taint} />
      </p>
      <ul className="grid grid-cols-1 gap-1.5">
        {event ? (
          <li className="flex flex-wrap items-baseline gap-x-2">
            <TextLink href={hrefs.event(event.id)}>{event.title}</TextLink>
            <Label taint={event.taint} />
            <span className="text-small text-faint">
              <RelativeTime at={event.receivedAt} />
            </span>
          </li>
        ) : null}
        {message ? <li className="text-small break-words text-soft">{`Written by ${message.from}`}</li> : null}
        {memories.map((memory) => (
          <li key={memory.id} className="border-l-2 border-line pl-3">
            <span>{memory.text}</span> <Label taint={memory.taint} />
            <span className="block text-small text-faint">{`memory, version ${memory.version}, from ${memory.source}`}</span>
          </li>
        ))}
      </ul>
      {fields.length > 0 ? (
        <p className="text-small text-soft">{`Word for word from outside, in: ${fields.join(", ")}`}</p>
      ) : null}
      {children}
      <p className="text-small text-soft">{origin.method}</p>
    </Section>
  );
}
