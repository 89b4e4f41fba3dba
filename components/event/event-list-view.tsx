import { confidencePercent } from "#components/patterns/confidence.tsx";
import { hrefs } from "#components/patterns/hrefs.ts";
import { LoadMore, type More } from "#components/patterns/load-more.tsx";
import { Row } from "#components/patterns/row.tsx";
import { RowList } from "#components/patterns/row-list.tsx";
import { plainName } from "#components/proposal/proposal-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StatusDot } from "#components/ui/status-dot.tsx";
import type { EventRow } from "#server/domains/event/schema.ts";
import { eventKindWords, eventStatusWords } from "./event-words.ts";

export function EventListView({ events, more }: { events: EventRow[]; more: More }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <RowList label="Events">
        {events.map((event) => {
          const status = eventStatusWords[event.status];
          const outcome = event.intake
            ? `${plainName(event.intake.intent)} ${confidencePercent(event.intake.confidence)}%`
            : event.note;
          return (
            <Row
              key={event.id}
              href={hrefs.event(event.id)}
              lead={<StatusDot tone={status.tone} />}
              title={event.title}
              detail={[event.contact?.name, outcome].filter(Boolean).join(" · ")}
              aside={<Badge tone={event.status === "failed" ? "bad" : "plain"}>{eventKindWords[event.kind]}</Badge>}
              time={<RelativeTime at={event.receivedAt} />}
            />
          );
        })}
      </RowList>
      <LoadMore more={more} />
    </div>
  );
}
