import { hrefs } from "#components/patterns/hrefs.ts";
import { LoadMore, type More } from "#components/patterns/load-more.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { SupervisionView } from "#server/domains/supervision/schema.ts";
import { findingWords, remedyWords } from "./supervisor-words.ts";

/** What the supervisor found, what it did and why, newest first. */
export function DecisionListView({ decisions, more }: { decisions: SupervisionView[]; more: More }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <ol aria-label="What the supervisor did" className="divide-y divide-line border-y border-line">
        {decisions.map((decision) => (
          <li key={decision.id} className="grid gap-1 px-2 py-3">
            <Headline decision={decision} />
            <p className="max-w-prose text-soft">{decision.because}</p>
            <p className="flex flex-wrap items-baseline gap-x-3 text-small text-faint">
              <span>{decision.outcome ?? "under way"}</span>
              <span>
                rule <code className="font-mono text-caption">{decision.rule}</code>
              </span>
              {decision.run ? <TextLink href={hrefs.run(decision.run.id)}>{decision.run.title}</TextLink> : null}
            </p>
          </li>
        ))}
      </ol>
      <LoadMore more={more} />
    </div>
  );
}

function Headline({ decision }: { decision: SupervisionView }) {
  const { label, tone } = remedyWords(decision.remedy);
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-3">
      <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{findingWords(decision)}</span>
        <Badge tone={tone}>{label}</Badge>
      </p>
      <span className="text-small text-faint">
        <RelativeTime at={decision.at} />
      </span>
    </div>
  );
}
