import { hrefs } from "#components/patterns/hrefs.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { ScrollText } from "#components/ui/scroll-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { formatAbsolute } from "#components/ui/time-format.ts";
import type { AuditRow } from "#server/domains/audit/schema.ts";
import { auditHref } from "./audit-address.ts";

const mono = "font-mono text-caption break-all";

/** One entry: in plain words, and opened as it is stored. */
export function AuditEntry({ entry }: { entry: AuditRow }) {
  const walkable = entry.subjectKind === "proposal" || entry.subjectKind === "effect";
  return (
    <li className="grid grid-cols-1 gap-0.5 py-2.5">
      <div className="flex items-baseline justify-between gap-3">
        <p className="min-w-0 font-medium break-words">{entry.sentence}</p>
        <span className="shrink-0 text-small text-faint">
          <RelativeTime at={entry.at} />
        </span>
      </div>
      {entry.reason ? <p className="min-w-0 text-small break-words text-soft">{entry.reason}</p> : null}
      <Disclosure summary={<span>{`Entry ${entry.sequence}`}</span>}>
        <div className="grid grid-cols-1 gap-3">
          <Facts
            facts={[
              { label: "Time", value: <span suppressHydrationWarning>{formatAbsolute(entry.at)}</span> },
              { label: "Who", value: entry.actor },
              { label: "Command", value: <span className={mono}>{entry.action}</span> },
              { label: "About", value: entry.subject },
              ...(entry.runId
                ? [
                    {
                      label: "Run",
                      value: (
                        <span className="flex flex-wrap gap-x-3">
                          <TextLink href={hrefs.run(entry.runId)}>open</TextLink>
                          <TextLink href={auditHref({ run: entry.runId })}>everything of it</TextLink>
                        </span>
                      ),
                    },
                  ]
                : []),
              ...(walkable
                ? [
                    {
                      label: "Origin",
                      value: <TextLink href={hrefs.walk(entry.subjectId)}>how it came about</TextLink>,
                    },
                  ]
                : []),
              { label: "Hash", value: <span className={mono}>{entry.hash}</span> },
              { label: "Hash before", value: <span className={mono}>{entry.previousHash || "none: the first"}</span> },
            ]}
          />
          <ScrollText
            label={`Data of entry ${entry.sequence}`}
            text={JSON.stringify(entry.data, null, 2)}
            size="short"
          />
          <div>
            <CopyButton text={JSON.stringify(entry)} label="Copy as JSON" />
          </div>
        </div>
      </Disclosure>
    </li>
  );
}
