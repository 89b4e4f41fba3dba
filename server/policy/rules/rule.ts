import type { Decision, Grant, Policy, PolicyFacts } from "../policy.ts";

/** What a rule is asked: a policy, the facts of one proposal and what was granted its agent for its action. */
type Asked = { policy: Policy; facts: PolicyFacts; grant: Grant | undefined };

/** One rule: its answer, or null where it has nothing to say. Rules only ever hold back, so adding one never frees anything. */
export type Rule = (asked: Asked) => Decision | null;

/** The operator decides. */
export const ask = (rule: string, explanation: string): Decision => ({ verdict: "ask", rule, explanation });

/** Nobody may do it. */
export const refuse = (rule: string, explanation: string): Decision => ({ verdict: "refuse", rule, explanation });

/** A share as a person reads it: "95 %", "99.9 %", never rounded up to a certainty that is not there. */
export const percent = (share: number): string => `${Math.floor(share * 1_000 + 1e-6) / 10} %`;

/** Whether an action's effect goes out to somebody or moves money. */
export const leaves = ({ action: { risk } }: PolicyFacts): boolean => risk === "external" || risk === "money";
