import { formatMoney } from "#server/kernel/money.ts";
import type { Decision, Grant, Policy, PolicyAction, PolicyHistory, PolicyProposal } from "./policy.ts";

type Request = { policy: Policy; action: PolicyAction; proposal: PolicyProposal; history: PolicyHistory };
type Rule = (request: Request, grant: Grant | undefined) => Decision | null;

const ask = (rule: string, explanation: string): Decision => ({ verdict: "ask", rule, explanation });
const refuse = (rule: string, explanation: string): Decision => ({ verdict: "refuse", rule, explanation });

/**
 * Taking back needs no grant where code alone decided what is done: the declared reversal, in our own records, of what a
 * failed run did. Whatever else takes something back asks, whatever was granted.
 */
function reversing({ action, proposal: { reversal } }: Request): Decision | null {
  if (!reversal || action.risk === null) return null;
  const { declared, where, runFailed, mode } = reversal;
  if (!declared) return ask("reversal-altered", "It is not exactly the declared way back, so you decide.");
  if (where === "outside") return ask("reversal-outside", "Taking it back happens outside the company: you decide.");
  if (!runFailed) return ask("reversal-of-success", "Its run did not fail, so you decide whether it is taken back.");
  if (mode === "ask") return ask("reversal-asks", "You chose to be asked before anything is taken back.");
  const explanation = "Puts our own records back as they were before a failed run, by the declared way back.";
  return { verdict: "execute", rule: "reversal", explanation };
}

/**
 * In order; the first that answers decides. `execute` can come from `reversing`, and else from the last two only, which
 * need a grant.
 */
const rules: readonly Rule[] = [
  ({ action, proposal }) =>
    proposal.mayPropose.includes(action.name)
      ? null
      : refuse("not-in-declaration", `The ${proposal.agent} agent is not declared to propose ${action.name}.`),
  ({ proposal }) => (proposal.inputProblem === null ? null : refuse("input-invalid", proposal.inputProblem)),
  (request) => reversing(request),
  (_, grant) =>
    grant?.level === "observe" ? refuse("level-observe", "This agent only observes here: nothing is done.") : null,
  ({ action }) =>
    action.risk === null ? ask("unclassified", `${action.name} has not been classified, so you decide.`) : null,
  ({ action, proposal }) =>
    proposal.taint === "outside" && (action.risk === "external" || action.risk === "money")
      ? ask("outside-content", "Text from outside shaped this, and it leaves the company or moves money: you decide.")
      : null,
  (_, grant) =>
    grant === undefined || grant.level === "suggest"
      ? ask("level-suggest", "Everything asks until you grant more.")
      : null,
  ({ proposal, history }, grant) => (grant?.level === "limited" ? withinCap(grant, proposal, history) : null),
];

function withinCap(grant: Grant, proposal: PolicyProposal, history: PolicyHistory): Decision {
  const { cap } = grant;
  if (!cap) return ask("limited-without-cap", "The grant names no cap, so you decide.");
  const { stake } = proposal;
  if (stake && (stake.currency !== cap.most.currency || stake.amountMinor > cap.most.amountMinor)) {
    return ask("over-amount-cap", `${formatMoney(stake)} is over the granted ${formatMoney(cap.most)}.`);
  }
  if (history.executedInLastDay >= cap.perDay) {
    return ask(
      "over-count-cap",
      `Already done ${history.executedInLastDay} times in 24 hours; granted are ${cap.perDay}.`,
    );
  }
  return { verdict: "execute", rule: "granted-limited", explanation: "Within the caps that you granted." };
}

/**
 * Answers a proposal with execute, ask or refuse. Pure: policy, time and history are arguments.
 * Anything unclassified or not granted asks; tainted money and outward effects ask whatever was granted. What is declared as
 * the way back is executed without a grant in one case: see `reversing`.
 */
export function decide(request: Request): Decision {
  const grant = request.policy.grants.find(
    (candidate) => candidate.agent === request.proposal.agent && candidate.action === request.action.name,
  );
  for (const rule of rules) {
    const decision = rule(request, grant);
    if (decision) return decision;
  }
  return { verdict: "execute", rule: "granted-full", explanation: "You granted this agent this action." };
}
