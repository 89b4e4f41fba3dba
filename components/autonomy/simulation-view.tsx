import { hrefs } from "#components/patterns/hrefs.ts";
import { Row } from "#components/patterns/row.tsx";
import { RowList } from "#components/patterns/row-list.tsx";
import { verdictWords } from "#components/proposal/proposal-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { formatMoney } from "#components/ui/money-format.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Difference, InFact, Simulation, Verdict } from "#server/domains/autonomy/schema.ts";
import { inFactWords } from "./autonomy-words.ts";

const verdicts: readonly { verdict: Verdict; label: string }[] = [
  { verdict: "execute", label: "Run by themselves" },
  { verdict: "ask", label: "Ask you" },
  { verdict: "refuse", label: "Refused" },
];
const facts: readonly InFact[] = ["rejected", "edited", "approved", "expired", "refused", "open", "by-itself"];

/** What another policy would have done to the proposals of the last days, beside what happened. */
export function SimulationView({ simulation }: { simulation: Simulation }) {
  const { days, known, unknown, cut, before, after, differences, differing } = simulation;
  return (
    <div className="grid grid-cols-1 gap-4 rounded-lg border border-line bg-surface p-4">
      <p role="status" className="font-medium">
        {headline(simulation)}
      </p>
      <table className="w-full max-w-md text-small tabular-nums">
        <caption className="sr-only">Answers of the policy before and after the change</caption>
        <thead>
          <tr className="text-left text-faint">
            <th scope="col" className="font-normal">
              {known} proposals of {days} days
            </th>
            <th scope="col" className="w-20 text-right font-normal">
              in fact
            </th>
            <th scope="col" className="w-20 text-right font-normal">
              with this
            </th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map(({ verdict, label }) => (
            <tr key={verdict} className="border-t border-line">
              <th scope="row" className="py-1.5 text-left font-normal">
                {label}
              </th>
              <td className="text-right">{before[verdict]}</td>
              <td className="text-right font-medium">{after[verdict]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-small text-faint">
        Workflows at the stage “assisted” are counted as if they were autonomous. Caps are recounted as it goes.
        {unknown > 0 ? ` Of ${unknown} older proposals nobody wrote down what the policy was told: not counted.` : ""}
        {cut ? " There were more: only the newest 10,000 were looked at." : ""}
      </p>
      {differences.length > 0 ? (
        <>
          <RowList label="Proposals that would have been answered otherwise">
            {differences.map((one) => (
              <DifferenceRow key={one.id} one={one} />
            ))}
          </RowList>
          {differing > differences.length ? (
            <p className="text-small text-faint">
              The newest {differences.length} of {differing}.
            </p>
          ) : null}
        </>
      ) : null}
    </div>
  );
}

function headline({ freed, differing }: Simulation): string {
  if (differing === 0) return "Nothing would have gone otherwise.";
  if (freed.count === 0) return `${differing} would have been answered otherwise; none would have run by itself.`;
  const made = facts.flatMap((fact) => (freed.inFact[fact] ? [`${freed.inFact[fact]}: ${inFactWords[fact]}`] : []));
  const money = freed.money.map(({ amountMinor, currency }) => formatMoney({ minor: amountMinor, currency }));
  const about = money.length ? ` about ${money.join(" and ")}` : "";
  return `${freed.count} more${about} would have run by ${freed.count === 1 ? "itself" : "themselves"}. In fact: ${made.join("; ")}.`;
}

function DifferenceRow({ one }: { one: Difference }) {
  const { label, tone } = verdictWords[one.after];
  return (
    <Row
      href={hrefs.proposal(one.id)}
      title={one.title}
      detail={`${inFactWords[one.inFact]} · ${one.explanation}`}
      aside={<Badge tone={one.inFact === "rejected" && one.after === "execute" ? "warn" : tone}>{label}</Badge>}
      time={<RelativeTime at={one.at} />}
    />
  );
}
