import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { RunDetail } from "#server/domains/run/schema.ts";

/** Who did what and why: a table's row on the desktop, two short lines on the phone. */
export function RunAudit({ audit }: { audit: RunDetail["audit"] }) {
  if (audit.length === 0) {
    return <p className="text-small text-soft">No entry yet.</p>;
  }
  return (
    <ol className="divide-y divide-line border-y border-line text-small">
      {audit.map((entry) => (
        <li
          key={entry.sequence}
          className="flex flex-wrap items-baseline gap-x-3 py-2 md:grid md:grid-cols-[3rem_13rem_12rem_minmax(0,1fr)_6rem_6rem]"
        >
          <span className="font-mono text-caption text-faint">#{entry.sequence}</span>
          <span className="min-w-0 flex-1 font-mono text-caption break-words">{entry.action}</span>
          <span className="text-soft max-md:order-2">{entry.actor}</span>
          <span className="min-w-0 break-words text-soft max-md:order-3">
            {entry.subject}
            {entry.reason ? <span className="block text-faint">{entry.reason}</span> : null}
          </span>
          <span className="font-mono text-caption text-faint max-md:order-4" title={entry.hash}>
            {entry.hash.slice(0, 10)}
          </span>
          <span className="text-faint max-md:order-1 max-md:ml-auto md:text-right">
            <RelativeTime at={entry.at} />
          </span>
          <span aria-hidden="true" className="basis-full max-md:order-1 md:hidden" />
        </li>
      ))}
    </ol>
  );
}
