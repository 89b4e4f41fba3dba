import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PolicyFacts } from "./policy.ts";
import { simulate } from "./simulate.ts";
import { anyFacts, anyPolicy, grantedTo, plainFacts } from "./test-requests.ts";

const minute = 60_000;
const at = (minutes: number, change: Partial<PolicyFacts> = {}) => ({
  at: minutes * minute,
  facts: { ...plainFacts, ...change },
  of: minutes,
});
const executed = (answers: { of: number; decision: { verdict: string } }[]) =>
  answers.filter(({ decision }) => decision.verdict === "execute").map(({ of }) => of);

describe("another policy, asked about what was", () => {
  it("recounts what would have run, whatever ran in fact, and lets the hour pass", () => {
    const busy = { history: { ...plainFacts.history, inLastHour: 50, inLastDay: 50 } };
    const answers = simulate(
      grantedTo("limited", { countPerHour: 2 }),
      [0, 10, 20, 60, 61].map((one) => at(one, busy)),
      {
        rolledOut: false,
      },
    );
    expect(executed(answers)).toEqual([0, 10, 60]);
  });

  it("takes them in the order in which they were made", () => {
    const answers = simulate(grantedTo("limited", { countPerDay: 1 }), [at(30), at(5)], { rolledOut: false });
    expect(executed(answers)).toEqual([5]);
  });

  it("counts money over all agents against the budget", () => {
    const stake = { amountMinor: 600, currency: "EUR" };
    const policy = grantedTo("full", {}, { budgetPerDay: { amountMinor: 1_000, currency: "EUR" } });
    const answers = simulate(policy, [at(0, { stake }), at(1, { stake }), at(24 * 60, { stake })], {
      rolledOut: false,
    });
    expect(executed(answers)).toEqual([0, 24 * 60]);
  });

  it("takes the workflow's stage as it was, unless it is asked as if it had been rolled out", () => {
    const assisted = [at(0, { stage: "assisted" }), at(1, { stage: "shadow" })];
    expect(executed(simulate(grantedTo("full"), assisted, { rolledOut: false }))).toEqual([]);
    expect(executed(simulate(grantedTo("full"), assisted, { rolledOut: true }))).toEqual([0]);
  });

  it("never lets more run in any hour or day than the caps say", () => {
    const history = fc.array(fc.tuple(fc.nat(3 * 24 * 60), anyFacts), { maxLength: 40 });
    fc.assert(
      fc.property(anyPolicy, history, (policy, all) => {
        const answers = simulate(
          policy,
          all.map(([minutes, facts]) => ({ at: minutes * minute, facts, of: { at: minutes * minute, facts } })),
          { rolledOut: true },
        );
        const ran = answers.filter(({ decision }) => decision.verdict === "execute" && decision.rule !== "reversal");
        return policy.grants.every((grant) => {
          const own = ran.filter(
            ({ of: { facts } }) => facts.agent === grant.agent && facts.action.name === grant.action,
          );
          return own.every(({ of }) => {
            const within = (length: number) =>
              own.filter((one) => one.of.at > of.at - length * minute && one.of.at <= of.at).length;
            return within(60) <= (grant.caps.countPerHour ?? 99) && within(1_440) <= (grant.caps.countPerDay ?? 99);
          });
        });
      }),
      { numRuns: 1_000 },
    );
  });
});
