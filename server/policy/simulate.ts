import { decide } from "./decide.ts";
import type { Decision, Policy, PolicyFacts, PolicyHistory } from "./policy.ts";

/** A proposal as it was, for another policy. `at` is in milliseconds since 1970. */
export type Replayed<T> = { at: number; facts: PolicyFacts; of: T };

const hour = 3_600_000;
const day = 24 * hour;

type Ran = { at: number; agent: string; action: string; stake: PolicyFacts["stake"] };

/** What would have run by itself before a moment, counted as `readHistory` counts what did. */
function historyAt(ran: readonly Ran[], at: number, facts: PolicyFacts): PolicyHistory {
  const own = ran.filter(({ agent, action }) => agent === facts.agent && action === facts.action.name);
  return {
    inLastHour: own.filter((one) => one.at > at - hour).length,
    inLastDay: own.length,
    spentInLastDay: spent(own),
    spentByAllInLastDay: spent(ran),
  };
}

function spent(ran: readonly Ran[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { stake } of ran) if (stake) sums[stake.currency] = (sums[stake.currency] ?? 0) + stake.amountMinor;
  return sums;
}

/**
 * Asks another policy about proposals that were, in the order in which they were made. Pure. What it lets run counts for the
 * caps of what follows: its history is recounted, not taken from what happened. All else it is told is what was told then.
 * @param rolledOut ask as if the workflows that were at the stage “assisted” had been autonomous
 */
export function simulate<T>(
  policy: Policy,
  proposals: readonly Replayed<T>[],
  { rolledOut }: { rolledOut: boolean },
): { of: T; decision: Decision }[] {
  let ran: Ran[] = [];
  return proposals
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, facts, of }) => {
      ran = ran.filter((one) => one.at > at - day);
      const stage = rolledOut && facts.stage === "assisted" ? "autonomous" : facts.stage;
      const decision = decide({ policy, facts: { ...facts, stage, history: historyAt(ran, at, facts) } });
      if (decision.verdict === "execute" && decision.rule !== "reversal") {
        ran.push({ at, agent: facts.agent, action: facts.action.name, stake: facts.stake });
      }
      return { of, decision };
    });
}
