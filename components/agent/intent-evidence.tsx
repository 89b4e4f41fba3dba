import { plainName } from "#components/proposal/proposal-words.ts";
import type { AgentTrust } from "#server/domains/trust/schema.ts";
import { decisions, share } from "./trust-words.ts";

/** Per intent: what was decided, and from which confidence on the bar is proven. */
export function IntentEvidenceList({ trust }: { trust: AgentTrust }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {trust.intents.map(({ intent, count, right, error, threshold }) => (
        <li key={intent} className="grid gap-0.5 py-2.5">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium">{intent === "unnamed" ? "Named by a workflow" : plainName(intent)}</span>
            <span className="text-small text-soft">{count === 0 ? "no decisions yet" : decisions(count)}</span>
          </p>
          {right === null ? null : (
            <p className="text-small text-soft">
              Right {share(right)} of the time{error === null ? "" : `, calibration error ${share(error)}`}.
            </p>
          )}
          <p className="text-small text-faint">
            {threshold
              ? `At least ${share(threshold.proven)} right is proven from a confidence of ${share(threshold.from)} on, by ${decisions(threshold.count)}; your bar is ${share(trust.bar)}.`
              : `No confidence is proven to reach your bar of ${share(trust.bar)}: it always asks.`}
          </p>
        </li>
      ))}
    </ul>
  );
}
