import {
  Bell,
  Bot,
  Brain,
  CircleCheckBig,
  Clock3,
  Flag,
  type LucideIcon,
  RotateCcw,
  ScrollText,
  Send,
  Shield,
  SquareStack,
  Stamp,
} from "lucide-react";
import type { Route } from "next";
import { hrefs } from "#components/patterns/hrefs.ts";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { formatDuration } from "#components/ui/time-format.ts";
import type { TimelineEntry } from "#server/domains/run/schema.ts";
import { DetailValue } from "./detail-value.tsx";

const icons: Record<TimelineEntry["kind"], LucideIcon> = {
  event: Bell,
  step: SquareStack,
  agent: Bot,
  proposal: Stamp,
  policy: Shield,
  approval: CircleCheckBig,
  effect: Send,
  wait: Clock3,
  memory: Brain,
  run: Flag,
  audit: ScrollText,
};

const colours: Record<TimelineEntry["status"], string> = {
  done: "text-soft",
  running: "text-accent-ink",
  failed: "text-bad",
  waiting: "text-warn",
  info: "text-faint",
};

const statusWords: Partial<Record<TimelineEntry["status"], string>> = {
  running: "running",
  failed: "failed",
  waiting: "waiting",
};

type TimelineProps = {
  entries: TimelineEntry[];
  /** where the run can be repeated from a step; left out where it cannot */
  onReplay?: ((start: { path: string; title: string }) => void) | undefined;
};

/** The run's story, from its append-only log, oldest first. */
export function Timeline({ entries, onReplay }: TimelineProps) {
  // a step that was tried more than once stands more than once: its last entry has the button
  const lastOfStep = new Map(entries.flatMap(({ kind, step, key }) => (kind === "step" && step ? [[step, key]] : [])));
  return (
    <ol className="grid">
      {entries.map((entry, index) => (
        <Entry
          key={entry.key}
          entry={entry}
          last={index === entries.length - 1}
          onReplay={entry.step !== null && lastOfStep.get(entry.step) === entry.key ? onReplay : undefined}
        />
      ))}
    </ol>
  );
}

type EntryProps = { entry: TimelineEntry; last: boolean; onReplay: TimelineProps["onReplay"] };

function Entry({ entry, last, onReplay }: EntryProps) {
  const Icon = icons[entry.kind];
  const status = statusWords[entry.status];
  const facts = [
    status,
    entry.method,
    entry.durationMs === null ? null : formatDuration(entry.durationMs),
    entry.attempt > 1 ? `attempt ${entry.attempt}` : null,
  ].filter(Boolean);
  return (
    <li
      className={`relative grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3 pb-3.5 ${entry.inStep ? "ml-5 md:ml-10" : ""}`}
    >
      {last ? null : <span aria-hidden="true" className="absolute top-7 bottom-0 left-3.5 w-px bg-line" />}
      <span
        className={`z-1 flex size-7 items-center justify-center rounded-full border border-line bg-surface ${colours[entry.status]}`}
      >
        <Icon size={14} aria-hidden />
      </span>
      <div className="min-w-0 pt-0.5">
        <div className="flex items-baseline justify-between gap-3">
          <p
            className={
              entry.status === "failed" ? "min-w-0 font-medium break-words text-bad" : "min-w-0 font-medium break-words"
            }
          >
            {entry.title}
          </p>
          <span className="shrink-0 text-small text-faint">
            <RelativeTime at={entry.at} />
          </span>
        </div>
        {facts.length > 0 || entry.link ? (
          <p className="text-small text-soft">
            {facts.join(" · ")}
            {facts.length > 0 && entry.link ? " · " : null}
            {entry.link ? <TextLink href={linkHref(entry.link)}>{`Open the ${entry.link.kind}`}</TextLink> : null}
          </p>
        ) : null}
        {entry.details.length > 0 ? (
          <Disclosure summary="Details" open={entry.status === "failed"}>
            <dl className="grid grid-cols-1 gap-2.5">
              {entry.details.map((detail) => (
                <div key={detail.label} className="grid grid-cols-1 gap-0.5">
                  <dt className="text-caption text-faint">{detail.label}</dt>
                  <dd className="min-w-0">
                    <DetailValue label={detail.label} value={detail.value} />
                  </dd>
                </div>
              ))}
            </dl>
          </Disclosure>
        ) : null}
        {onReplay && entry.step ? (
          <div className="-ml-2.5 pt-0.5 max-md:-ml-3.5">
            <Button
              size="small"
              look="quiet"
              aria-label={`Replay from here: ${entry.title}`}
              onClick={() => onReplay({ path: entry.step ?? "", title: entry.title })}
            >
              <RotateCcw size={14} aria-hidden /> Replay from here
            </Button>
          </div>
        ) : null}
      </div>
    </li>
  );
}

function linkHref(link: NonNullable<TimelineEntry["link"]>): Route {
  switch (link.kind) {
    case "event":
      return hrefs.event(link.id);
    case "proposal":
      return hrefs.proposal(link.id);
    case "mail":
      return "/records/mail";
    case "invoice":
      return hrefs.invoice(link.id);
    case "contact":
      return hrefs.contact(link.id);
    case "escalation":
      return hrefs.review(link.id);
  }
}
