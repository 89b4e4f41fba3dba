import { auditRule, barOf } from "../policy.ts";
import { ask, percent, type Rule } from "./rule.ts";

/** Nothing runs by itself before the operator's decisions have proven that the agent is right often enough. */
export const proven: Rule = ({ policy, facts: { agent, confidence }, grant }) => {
  const { minimumEvidence } = policy.settings;
  const bar = barOf(policy, grant);
  if (!confidence) return ask("confidence-unknown", "Nobody said how sure this is, so you decide.");
  const { raw, count, threshold } = confidence;
  if (count < minimumEvidence) {
    const decisions = count === 1 ? "one decision" : `${count} decisions`;
    return ask(
      "evidence-short",
      `There ${count === 1 ? "is" : "are"} ${decisions} of yours on such work of the ${agent} agent; it takes ${minimumEvidence} before any of it runs by itself.`,
    );
  }
  if (confidence.proven >= bar) return null;
  return threshold === null || threshold <= raw
    ? ask(
        "bar-not-reached",
        `${count} decisions prove the ${agent} agent right at least ${percent(confidence.proven)} of the time; your bar is ${percent(bar)}.`,
      )
    : ask(
        "confidence-low",
        `It is ${percent(raw)} sure; in ${count} decisions your bar of ${percent(bar)} was reached from ${percent(threshold)} on.`,
      );
};

/** A share of what would run by itself is put to the operator nevertheless: that is how drift is noticed. */
export const audited: Rule = ({ policy: { settings }, facts: { draw } }) =>
  draw < settings.auditShare
    ? ask(
        auditRule,
        `It would have run by itself; ${percent(settings.auditShare)} of such work is put to you as a check, and this is one.`,
      )
    : null;
