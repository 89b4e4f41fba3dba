import { hrefs } from "#components/patterns/hrefs.ts";
import { Section } from "#components/patterns/section.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { RelatedRun, RunDetail } from "#server/domains/run/schema.ts";
import { runStatusWords } from "./run-words.ts";

function Related({ run, words }: { run: RelatedRun; words: string }) {
  const status = runStatusWords[run.status];
  return (
    <li className="grid grid-cols-1 gap-0.5 py-2.5">
      <span className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 break-words">
          <TextLink href={hrefs.run(run.id)}>{run.title}</TextLink>
        </span>
        <Badge tone={status.tone}>{status.label}</Badge>
      </span>
      <span className="text-small text-soft">
        {words}
        {run.from ? <code className="font-mono text-caption"> {run.from}</code> : null}
        {" · "}
        <RelativeTime at={run.createdAt} />
      </span>
    </li>
  );
}

/** The runs that this one repeats or is repeated by, and those above and below it. */
export function RelatedRuns({ run }: { run: RunDetail }) {
  const { replayOf, replays, parent, children } = run;
  const count = replays.length + children.length + (replayOf ? 1 : 0) + (parent ? 1 : 0);
  if (count === 0) return null;
  return (
    <Section title="Related runs" count={count}>
      <ul className="divide-y divide-line border-y border-line">
        {replayOf ? <Related run={replayOf} words="this run repeats it from" /> : null}
        {parent ? <Related run={parent} words="started this run at" /> : null}
        {replays.map((replay) => (
          <Related key={replay.id} run={replay} words="repeats this run from" />
        ))}
        {children.map((child) => (
          <Related key={child.id} run={child} words="started by this run at" />
        ))}
      </ul>
    </Section>
  );
}
