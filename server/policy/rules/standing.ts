import type { PolicyFacts } from "../policy.ts";
import { ask, type Rule, refuse } from "./rule.ts";

/** What an agent is not declared to propose, and what cannot be done as it stands, nobody may do. */
export const declared: Rule = ({ facts }) => {
  const { agent, action, mayPropose, inputProblem } = facts;
  if (!mayPropose.includes(action.name)) {
    return refuse("not-in-declaration", `The ${agent} agent is not declared to propose ${action.name}.`);
  }
  return inputProblem === null ? null : refuse("input-invalid", inputProblem);
};

/**
 * Taking back needs no grant where code alone decided what is done: the declared reversal, in our own records, of what a
 * failed run did. Whatever else takes something back asks, whatever was granted.
 */
export const reversing: Rule = ({ facts: { action, reversal } }) => {
  if (!reversal || action.risk === null) return null;
  const { declared: exact, where, runFailed, mode } = reversal;
  if (!exact) return ask("reversal-altered", "It is not exactly the declared way back, so you decide.");
  if (where === "outside") return ask("reversal-outside", "Taking it back happens outside the company: you decide.");
  if (!runFailed) return ask("reversal-of-success", "Its run did not fail, so you decide whether it is taken back.");
  if (mode === "ask") return ask("reversal-asks", "You chose to be asked before anything is taken back.");
  const explanation = "Puts our own records back as they were before a failed run, by the declared way back.";
  return { verdict: "execute", rule: "reversal", explanation };
};

/** An agent that only watches proposes nothing; an action that nobody classified has no rules that would fit it. */
export const classified: Rule = ({ facts: { action }, grant }) => {
  if (grant?.level === "observe") return refuse("level-observe", "This agent only observes here: nothing is done.");
  return action.risk === null ? ask("unclassified", `${action.name} has not been classified, so you decide.`) : null;
};

const waiting: Record<Exclude<PolicyFacts["stage"], "autonomous">, string> = {
  draft: "Its workflow is a draft: nothing of it runs by itself.",
  shadow: "Its workflow runs in shadow: what it proposes has no effect and is compared with what you do.",
  assisted: "Its workflow is at the stage “assisted”, so you decide whatever it proposes.",
};

/** A workflow that has not been rolled out whole asks, whatever was granted. */
export const rolledOut: Rule = ({ facts: { stage } }) =>
  stage === "autonomous" ? null : ask(`stage-${stage}`, waiting[stage]);

const ranks = { read: 0, internal: 1, external: 2, money: 3 } as const;
const about = { read: "reading", internal: "our own records", external: "what leaves the company", money: "money" };

/** Without a grant everything asks; and nothing runs by itself above the risk that the operator set for all. */
export const granted: Rule = ({ policy, facts: { agent, action }, grant }) => {
  if (grant === undefined || grant.level === "suggest") {
    const explanation = `Whatever the ${agent} agent proposes with ${action.name} asks until you grant it more.`;
    return ask("level-suggest", explanation);
  }
  const { riskMost } = policy.settings;
  if (action.risk === null || ranks[action.risk] <= ranks[riskMost]) return null;
  return ask(
    "risk-class",
    `It is about ${about[action.risk]}; at most ${about[riskMost]} may run by itself, whatever was granted.`,
  );
};
