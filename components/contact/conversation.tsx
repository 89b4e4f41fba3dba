import { hrefs } from "#components/patterns/hrefs.ts";
import { TaintLabel } from "#components/patterns/taint-label.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ContactDetail } from "#server/domains/contact/schema.ts";

/** Both sides, newest first. What came in is marked as somebody else's words. */
export function Conversation({ messages }: { messages: ContactDetail["conversation"] }) {
  if (messages.length === 0) {
    return <p className="text-soft">No message has been exchanged yet.</p>;
  }
  return (
    <ol className="grid grid-cols-1 gap-4">
      {messages.map((message) => {
        const inbound = message.direction === "in";
        return (
          <li
            key={message.id}
            id={`message-${message.id}`}
            className={`scroll-mt-6 overflow-hidden rounded-md border target:outline-2 target:outline-accent-ink ${inbound ? "border-line bg-surface" : "border-transparent bg-accent-wash"}`}
          >
            <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1 px-4 pt-3">
              <p className="font-medium">{message.subject || "No subject"}</p>
              <span className="text-small text-faint">
                <RelativeTime at={message.at} />
              </span>
            </div>
            <p className="line-clamp-12 max-w-[68ch] px-4 py-2 text-wrap whitespace-pre-wrap">{message.body}</p>
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pb-3 text-small text-soft">
              {inbound ? <TaintLabel taint="outside" /> : <span>You, by {message.channel}</span>}
              {message.eventId ? <TextLink href={hrefs.event(message.eventId)}>The whole event</TextLink> : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
