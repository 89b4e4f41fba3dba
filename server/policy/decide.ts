import { barOf, type Decision, grantOf, type Policy, type PolicyFacts } from "./policy.ts";
import { capped, withinBudget, withinCaps } from "./rules/caps.ts";
import { audited, proven } from "./rules/evidence.ts";
import { quiet, recipients, ruleOfTwo, steered, tainted } from "./rules/exposure.ts";
import { freed } from "./rules/freed.ts";
import { ask, type Rule } from "./rules/rule.ts";
import { classified, declared, granted, reversing, rolledOut } from "./rules/standing.ts";

const shadowed: Rule = (asked) => (asked.facts.stage === "shadow" ? rolledOut(asked) : null);

/**
 * In order; the first that answers decides. None but `reversing` answers with execute, so what none holds back needs a
 * grant. The check by sample comes last: it is taken of what would have run.
 */
const rules: readonly Rule[] = [
  declared,
  shadowed,
  reversing,
  classified,
  ruleOfTwo,
  tainted,
  steered,
  granted,
  rolledOut,
  recipients,
  quiet,
  proven,
  capped,
  withinCaps,
  withinBudget,
  audited,
];

/**
 * Answers a proposal with execute, ask or refuse, and says why in one sentence with the figures of the rule. Pure: policy,
 * time and history are arguments. Anything unclassified or not granted asks; tainted money and outward effects ask whatever
 * was granted. What is declared as the way back is executed without a grant in one case: see `reversing`.
 */
export function decide({ policy, facts }: { policy: Policy; facts: PolicyFacts }): Decision {
  const grant = grantOf(policy, facts);
  for (const rule of rules) {
    const decision = rule({ policy, facts, grant });
    if (decision) return decision;
  }
  // no rule lets anything pass without a grant; said again here, so that no change of a rule can
  return grant
    ? freed(facts, grant, barOf(policy, grant))
    : ask("level-suggest", "Nothing was granted, so you decide.");
}
