import { moneyOf } from "#server/kernel/money.ts";
import type { Decision } from "#server/policy/index.ts";
import type { Difference, InFact, Simulation, Verdict } from "./schema.ts";

/** A proposal, what the policy said then, what the other one says, and what became of it. */
export type Answered = {
  row: {
    id: string;
    title: string;
    agent: string;
    action: string;
    policy: unknown;
    stakeMinor: number | null;
    stakeCurrency: string | null;
    createdAt: Date;
  };
  decision: Decision;
  inFact: InFact;
};

const mostShown = 100;

function count<K extends string>(keys: readonly K[], values: readonly K[]): Record<K, number> {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const value of values) counts[value] += 1;
  return counts;
}

const verdicts: readonly Verdict[] = ["execute", "ask", "refuse"];
const facts: readonly InFact[] = ["by-itself", "approved", "edited", "rejected", "expired", "refused", "open"];

function differenceOf({ row, decision, inFact }: Answered): Difference {
  const { id, title, agent, action, createdAt: at, stakeMinor, stakeCurrency } = row;
  const stake = moneyOf(stakeMinor, stakeCurrency);
  const before = (row.policy as { verdict: Verdict }).verdict;
  return {
    id,
    title,
    agent,
    action,
    at,
    stake,
    before,
    after: decision.verdict,
    explanation: decision.explanation,
    inFact,
  };
}

/** The figures of a simulation. Pure. */
export function reportOf(answered: readonly Answered[]): Omit<Simulation, "days" | "unknown" | "cut"> {
  const all = answered.map(differenceOf);
  const differences = all
    .filter(({ before, after }) => before !== after)
    .toSorted((one, other) => other.at.getTime() - one.at.getTime());
  const freed = differences.filter(({ after }) => after === "execute");
  const money = new Map<string, number>();
  for (const { stake } of freed) {
    if (stake) money.set(stake.currency, (money.get(stake.currency) ?? 0) + stake.amountMinor);
  }
  return {
    known: all.length,
    before: count(
      verdicts,
      all.map(({ before }) => before),
    ),
    after: count(
      verdicts,
      all.map(({ after }) => after),
    ),
    differences: differences.slice(0, mostShown),
    differing: differences.length,
    freed: {
      count: freed.length,
      inFact: count(
        facts,
        freed.map(({ inFact }) => inFact),
      ),
      money: [...money].map(([currency, amountMinor]) => ({ amountMinor, currency })),
    },
  };
}
