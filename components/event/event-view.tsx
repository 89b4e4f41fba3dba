"use client";

import { hrefs } from "#components/patterns/hrefs.ts";
import { Notice } from "#components/patterns/notice.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Row } from "#components/patterns/row.tsx";
import { RowList } from "#components/patterns/row-list.tsx";
import { Section } from "#components/patterns/section.tsx";
import { TaintLabel } from "#components/patterns/taint-label.tsx";
import { plainName } from "#components/proposal/proposal-words.ts";
import { statusOf } from "#components/run/run-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StatusDot } from "#components/ui/status-dot.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { EventDetail } from "#server/domains/event/schema.ts";
import { Attachments } from "./attachments.tsx";
import { EventMessage } from "./event-message.tsx";
import { eventKindWords, eventStatusWords } from "./event-words.ts";
import { IntakeOutcomeView } from "./intake-outcome.tsx";
import { RawSource } from "./raw-source.tsx";

type EventViewProps = { event: EventDetail; onCorrect: (intent: string) => void; correcting: boolean };

/** One event: what came in, what intake made of it, and a one-tap correction to learn from. */
export function EventView({ event, onCorrect, correcting }: EventViewProps) {
  const status = eventStatusWords[event.status];
  return (
    <div className="grid grid-cols-1 gap-7">
      <PageHeader
        lead={<TextLink href="/records/events">Events</TextLink>}
        title={event.title}
        detail={
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone={status.tone}>{status.label}</Badge>
            <Badge>{eventKindWords[event.kind]}</Badge>
            <TaintLabel taint={event.taint} />
          </span>
        }
      />
      {event.note ? <Notice tone={event.status === "failed" ? "bad" : "info"} title={event.note} /> : null}
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="grid min-w-0 grid-cols-1 gap-8 max-lg:order-2">
          {event.message ? <EventMessage message={event.message} /> : null}
          {event.files.length > 0 ? <Attachments files={event.files} taint={event.taint} /> : null}
          <RawSource raw={event.raw} behind={event.message !== null} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-8">
          {event.intake ? (
            <Section title="What intake made of it">
              <IntakeOutcomeView
                outcome={event.intake}
                intents={event.intents}
                busy={correcting}
                onCorrect={onCorrect}
              />
            </Section>
          ) : null}
          <Section title="Runs" count={event.runs.length}>
            {event.runs.length > 0 ? (
              <RowList label="Runs">
                {event.runs.map((run) => (
                  <Row
                    key={run.id}
                    href={hrefs.run(run.id)}
                    lead={<StatusDot tone={statusOf(run.status).tone} />}
                    title={plainName(run.workflow)}
                    aside={<Badge tone={statusOf(run.status).tone}>{statusOf(run.status).label}</Badge>}
                  />
                ))}
              </RowList>
            ) : (
              <p className="text-small text-soft">No workflow listens to this kind of event. It is filed.</p>
            )}
          </Section>
          <Section title="Facts">
            <Facts
              facts={[
                ...(event.contact
                  ? [
                      {
                        label: "Contact",
                        value: <TextLink href={hrefs.contact(event.contact.id)}>{event.contact.name}</TextLink>,
                      },
                    ]
                  : []),
                { label: "Received", value: <RelativeTime at={event.receivedAt} /> },
                { label: "Type", value: <span className="font-mono text-caption break-all">{event.type}</span> },
                { label: "Source", value: <span className="font-mono text-caption break-all">{event.source}</span> },
                {
                  label: "Sender's id",
                  value: <span className="font-mono text-caption break-all">{event.externalId}</span>,
                },
                {
                  label: "Content",
                  value: <span className="font-mono text-caption break-all">{event.contentType}</span>,
                },
              ]}
            />
          </Section>
        </div>
      </div>
    </div>
  );
}
