import { Section } from "#components/patterns/section.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { EventDetail } from "#server/domains/event/schema.ts";

type EventMessageProps = { message: NonNullable<EventDetail["message"]> };

/** What somebody wrote, as they meant it to be read: decoded, without the envelope. */
export function EventMessage({ message }: EventMessageProps) {
  return (
    <Section title="The message">
      <Facts
        facts={[
          { label: "From", value: message.from || "not given" },
          ...(message.to ? [{ label: "To", value: message.to }] : []),
          { label: "Subject", value: message.subject || "none" },
          { label: "Written", value: <RelativeTime at={message.at} /> },
        ]}
      />
      <p className="rounded-md border border-line bg-sunken p-3.5 break-words whitespace-pre-wrap">
        {message.text.trim() || "It has no text."}
      </p>
    </Section>
  );
}
