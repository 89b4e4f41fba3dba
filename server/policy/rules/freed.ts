import { formatMoney } from "#server/kernel/money.ts";
import type { Decision, Grant, PolicyFacts } from "../policy.ts";
import { percent } from "./rule.ts";

/** What of the caps this uses up, with the figures. */
function used({ stake, history }: PolicyFacts, { caps }: Grant): string[] {
  const { perEffect, perDay, countPerHour, countPerDay } = caps;
  const spent = perDay
    ? { amountMinor: history.spentInLastDay[perDay.currency] ?? 0, currency: perDay.currency }
    : null;
  return [
    ...(stake && perEffect ? [`${formatMoney(stake)} of at most ${formatMoney(perEffect)}`] : []),
    ...(perDay && spent && stake
      ? [
          `${formatMoney({ ...spent, amountMinor: spent.amountMinor + stake.amountMinor })} of ${formatMoney(perDay)} in 24 hours`,
        ]
      : []),
    ...(countPerHour ? [`number ${history.inLastHour + 1} of ${countPerHour} in an hour`] : []),
    ...(countPerDay ? [`number ${history.inLastDay + 1} of ${countPerDay} in 24 hours`] : []),
  ];
}

/** Why something runs by itself: who granted it, within what, and on which evidence. */
export function freed(facts: PolicyFacts, grant: Grant, bar: number): Decision {
  const { agent, action, confidence } = facts;
  const limits = used(facts, grant);
  const within = limits.length ? `, ${limits.join(", ")}` : "";
  const evidence = confidence
    ? `; ${confidence.count} decisions prove it right at least ${percent(confidence.proven)} of the time when it is ${percent(confidence.raw)} sure, and your bar is ${percent(bar)}`
    : "";
  return {
    verdict: "execute",
    rule: `granted-${grant.level}`,
    explanation: `You let the ${agent} agent do ${action.name} by itself (${grant.level}${within})${evidence}.`,
  };
}
