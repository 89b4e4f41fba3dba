import { hrefs } from "#components/patterns/hrefs.ts";
import { plainName } from "#components/proposal/proposal-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Comparison, DoneItem, ShadowMatchView } from "#server/domains/shadow/schema.ts";
import { matchWords, percent } from "./stage-words.ts";

type ShadowComparisonProps = { comparison: Comparison; matches: readonly ShadowMatchView[] };

const doneHref = ({ kind, id }: DoneItem) =>
  kind === "run" ? hrefs.run(id) : kind === "invoice" ? hrefs.invoice(id) : null;

/** Both texts of a field in which the two differ, one above the other. */
function FieldDifference({ difference }: { difference: ShadowMatchView["differences"][number] }) {
  const { field, shadow, operator } = difference;
  return (
    <div className="grid grid-cols-1 gap-1">
      <dt className="text-small font-medium">{plainName(field)}</dt>
      <dd className="grid grid-cols-1 gap-1.5 sm:grid-cols-2">
        {(
          [
            ["Shadow", shadow],
            ["You", operator],
          ] as const
        ).map(([who, text]) => (
          <div key={who} className="min-w-0 rounded-md border border-line p-2">
            <p className="text-caption text-soft">{who}</p>
            <p className="text-small break-words whitespace-pre-wrap">{text ?? "nothing"}</p>
          </div>
        ))}
      </dd>
    </div>
  );
}

function Case({ match }: { match: ShadowMatchView }) {
  const { label, tone } = matchWords[match.outcome];
  const href = match.done ? doneHref(match.done) : null;
  return (
    <li className="grid grid-cols-1 gap-1 py-2">
      <div className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
        <Badge tone={tone}>{label}</Badge>
        {match.proposalId ? (
          <TextLink href={hrefs.proposal(match.proposalId)}>{match.title}</TextLink>
        ) : (
          <span className="break-words">{match.title}</span>
        )}
        {match.likeness !== null && match.likeness < 1 ? (
          <span className="text-small text-soft">{percent(match.likeness)} alike</span>
        ) : null}
        <span className="text-small text-faint">
          <RelativeTime at={match.at} />
        </span>
      </div>
      <p className="text-small text-soft">
        {match.done ? (
          <>
            You did: {href ? <TextLink href={href}>{match.done.label}</TextLink> : match.done.label}
            {match.outcome === "missed" ? (
              <>
                . <TextLink href={hrefs.run(match.runId)}>Its run</TextLink> did not think of it.
              </>
            ) : null}
          </>
        ) : match.outcome === "open" ? (
          <>
            You may still do it: it is compared until <RelativeTime at={match.until} />
          </>
        ) : (
          "You did nothing like it in time"
        )}
      </p>
      {match.differences.length > 0 ? (
        <Disclosure
          summary={`${match.differences.length === 1 ? "One field differs" : `${match.differences.length} fields differ`}`}
        >
          <dl className="grid grid-cols-1 gap-3 pt-1">
            {match.differences.map((difference) => (
              <FieldDifference key={difference.field} difference={difference} />
            ))}
          </dl>
        </Disclosure>
      ) : null}
    </li>
  );
}

/** How what was proposed in shadow compares with what the operator did: the figures, and each case. */
export function ShadowComparison({ comparison, matches }: ShadowComparisonProps) {
  const { agreement } = comparison;
  const figures = [
    { label: "Agreement", value: agreement.rate === null ? "none yet" : percent(agreement.rate) },
    { label: "At least, with 95 % certainty", value: agreement.compared === 0 ? "–" : percent(agreement.low) },
    { label: "The same", value: comparison.same },
    { label: "Similar", value: comparison.similar },
    { label: "Only the shadow", value: comparison.extra },
    { label: "Missed", value: comparison.missed },
    { label: "Open", value: comparison.open },
  ];
  return (
    <div className="grid grid-cols-1 gap-3">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2 sm:grid-cols-4 lg:grid-cols-7" aria-label="Comparison">
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-caption text-soft">{label}</dt>
            <dd className="text-title font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {matches.length > 0 ? (
        <ul aria-label="Cases compared" className="divide-y divide-line border-y border-line">
          {matches.map((match) => (
            <Case key={match.id} match={match} />
          ))}
        </ul>
      ) : (
        <p className="text-soft">Nothing was proposed in shadow yet. The next matching event begins.</p>
      )}
    </div>
  );
}
