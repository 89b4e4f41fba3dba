import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Caps, PolicySettings } from "#server/domains/autonomy/schema.ts";
import type { Money } from "#server/kernel/money.ts";
import { decide } from "./decide.ts";
import { barOf, type Grant, grantOf, type Policy, type PolicyFacts, policyOf, startingPolicy } from "./policy.ts";
import { anyFacts, anyPolicy } from "./test-requests.ts";

const runs = { numRuns: 4_000 };
const leaves = (facts: PolicyFacts) => facts.action.risk === "external" || facts.action.risk === "money";
const within = (limit: Caps["perDay"], facts: PolicyFacts, spent: Readonly<Record<string, number>>) =>
  !limit ||
  !facts.stake ||
  (facts.stake.currency === limit.currency &&
    (spent[limit.currency] ?? 0) + facts.stake.amountMinor <= limit.amountMinor);

/** What ran by itself, with the grant that freed it; reversals of failed runs, which need none, left out. */
function whereFreed(check: (facts: PolicyFacts, grant: Grant | undefined, policy: Policy) => boolean): void {
  let seen = 0;
  fc.assert(
    fc.property(anyPolicy, anyFacts, (policy, facts) => {
      const { verdict, rule } = decide({ policy, facts });
      if (verdict !== "execute" || rule === "reversal") return true;
      seen += 1;
      return check(facts, grantOf(policy, facts), policy);
    }),
    runs,
  );
  // a property that nothing was asked of proves nothing
  expect(seen).toBeGreaterThan(10);
}

describe("whatever the policy and the proposal", () => {
  it("takes something back without asking only where code alone decided it, after a failure, in our own records", () => {
    fc.assert(
      fc.property(anyPolicy, anyFacts, (policy, facts) => {
        const { verdict, rule } = decide({ policy, facts });
        const { reversal, inputProblem, mayPropose, action, stage } = facts;
        const valid = inputProblem === null && mayPropose.includes(action.name) && stage !== "shadow";
        const safe =
          reversal?.declared && reversal.where === "own" && reversal.runFailed && reversal.mode === "at-once";
        if (reversal && valid && action.risk !== null) return verdict === (safe ? "execute" : "ask");
        return rule !== "reversal";
      }),
      runs,
    );
  });

  it("executes nothing else without a grant for this agent and this action", () => {
    whereFreed((_, grant) => grant?.level === "full" || grant?.level === "limited");
  });

  it("executes nothing undeclared, invalid, unclassified, not rolled out, or above the risk that is set for all", () => {
    const ranks = { read: 0, internal: 1, external: 2, money: 3 };
    whereFreed(
      ({ mayPropose, action, inputProblem, stage }, _, { settings }) =>
        mayPropose.includes(action.name) &&
        inputProblem === null &&
        stage === "autonomous" &&
        action.risk !== null &&
        ranks[action.risk] <= ranks[settings.riskMost],
    );
  });

  it("lets nothing tainted leave, and private data never meets outside text and a way out", () => {
    whereFreed(
      (facts) =>
        !leaves(facts) || (facts.taint === "operator" && !(facts.exposure.outside && facts.exposure.privateData)),
    );
  });

  it("is never over any cap or the budget", () => {
    whereFreed((facts, grant, { settings }) => {
      const { perEffect, perDay, countPerHour = Number.POSITIVE_INFINITY, countPerDay } = grant?.caps ?? {};
      const { history } = facts;
      return (
        within(perEffect, facts, {}) &&
        within(perDay, facts, history.spentInLastDay) &&
        within(settings.budgetPerDay ?? undefined, facts, history.spentByAllInLastDay) &&
        history.inLastHour < countPerHour &&
        history.inLastDay < (countPerDay ?? Number.POSITIVE_INFINITY)
      );
    });
  });

  it("reaches nobody for the first time, and nobody beyond the granted recipients", () => {
    whereFreed((facts, grant, { settings }) => {
      if (!leaves(facts)) return true;
      const allowed = grant?.caps.recipients ?? "anyone";
      return facts.recipients.every(
        ({ known, domain }) =>
          (known || (!settings.newRecipientAsks && allowed !== "known")) &&
          (typeof allowed === "string" || allowed.domains.includes(domain)),
      );
    });
  });

  it("never acts below the minimum of evidence or the bar", () => {
    whereFreed(
      ({ confidence }, grant, policy) =>
        confidence !== null &&
        confidence.count >= policy.settings.minimumEvidence &&
        confidence.proven >= barOf(policy, grant),
    );
  });

  it("executes nothing but reversals under the starting policy", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { verdict, rule } = decide({ policy: startingPolicy, facts });
        return verdict !== "execute" || rule === "reversal";
      }),
      runs,
    );
  });

  it("says why in one sentence, always", () => {
    fc.assert(
      fc.property(anyPolicy, anyFacts, (policy, facts) => {
        const { rule, explanation } = decide({ policy, facts });
        return /^[a-z-]+$/.test(rule) && (explanation === "wrong" || /\S[.]$/.test(explanation));
      }),
      runs,
    );
  });
});

type Tightening = (policy: Policy) => Policy;
const grants =
  (change: (grant: Grant) => Grant): Tightening =>
  (policy) =>
    policyOf({ grants: policy.grants.map(change), settings: policy.settings });
const settings =
  (change: (settings: PolicySettings) => PolicySettings): Tightening =>
  (policy) =>
    policyOf({ grants: policy.grants, settings: change(policy.settings) });
const lower = { full: "limited", limited: "suggest", suggest: "observe", observe: "observe" } as const;
const less = (money: Money) => ({ ...money, amountMinor: Math.ceil(money.amountMinor / 2) });
/** Whoever may be reached is no cap: see `capped`. */
const isUncapped = ({ recipients = "anyone", ...others }: Grant["caps"]) =>
  recipients === "anyone" && Object.keys(others).length === 0;
const fewer = (count: number | undefined) => (count === undefined ? 1 : Math.max(1, count - 1));

const tightenings: [string, Tightening][] = [
  ["lowering a level", grants((grant) => ({ ...grant, level: lower[grant.level] }))],
  ["taking the grants away", () => startingPolicy],
  [
    "halving the amounts",
    grants(({ caps: { perEffect, perDay, ...others }, ...grant }) => ({
      ...grant,
      caps: {
        ...others,
        ...(perEffect ? { perEffect: less(perEffect) } : {}),
        ...(perDay ? { perDay: less(perDay) } : {}),
      },
    })),
  ],
  [
    "lowering the counts",
    grants(({ caps, level, ...grant }) => ({
      ...grant,
      // what was limited without any cap has one now, which is another grant
      level: level === "limited" && isUncapped(caps) ? "suggest" : level,
      caps: { ...caps, countPerHour: fewer(caps.countPerHour), countPerDay: fewer(caps.countPerDay) },
    })),
  ],
  ["raising the bar", settings((old) => ({ ...old, bar: Math.min(1, old.bar + 0.1) }))],
  ["raising a grant's own bar", grants((grant) => ({ ...grant, bar: Math.min(1, (grant.bar ?? 1) + 0.1) }))],
  ["asking for more evidence", settings((old) => ({ ...old, minimumEvidence: old.minimumEvidence + 10 }))],
  ["checking more by sample", settings((old) => ({ ...old, auditShare: Math.min(1, old.auditShare + 0.2) }))],
  ["asking for new recipients", settings((old) => ({ ...old, newRecipientAsks: true }))],
  [
    "a smaller budget",
    settings((old) => ({
      ...old,
      budgetPerDay: old.budgetPerDay ? less(old.budgetPerDay) : { amountMinor: 1, currency: "EUR" },
    })),
  ],
  ["a lower highest risk", settings((old) => ({ ...old, riskMost: old.riskMost === "money" ? "external" : "read" }))],
  [
    "quiet hours where there were none",
    settings((old) => ({ ...old, quietHours: old.quietHours ?? { from: "12:00", to: "22:00" } })),
  ],
];

describe("a stricter policy never frees what was held back", () => {
  it.each(tightenings)("%s", (_, tighten) => {
    fc.assert(
      fc.property(anyPolicy, anyFacts, (policy, facts) => {
        const before = decide({ policy, facts }).verdict;
        const after = decide({ policy: tighten(policy), facts }).verdict;
        return before === "execute" || after !== "execute";
      }),
      runs,
    );
  });

  it("nor does more that happened already, a worse label or a lower confidence", () => {
    fc.assert(
      fc.property(anyPolicy, anyFacts, (policy, facts) => {
        const { history, confidence } = facts;
        const more = (spent: Readonly<Record<string, number>>) => ({ ...spent, EUR: (spent.EUR ?? 0) + 1_000 });
        const worse: PolicyFacts = {
          ...facts,
          taint: "outside",
          exposure: { outside: true, privateData: true },
          recipients: facts.recipients.map((one) => ({ ...one, known: false })),
          confidence: confidence && { ...confidence, proven: confidence.proven / 2, count: confidence.count - 1 },
          history: {
            inLastHour: history.inLastHour + 1,
            inLastDay: history.inLastDay + 1,
            spentInLastDay: more(history.spentInLastDay),
            spentByAllInLastDay: more(history.spentByAllInLastDay),
          },
        };
        return (
          decide({ policy, facts }).verdict === "execute" || decide({ policy, facts: worse }).verdict !== "execute"
        );
      }),
      runs,
    );
  });
});
