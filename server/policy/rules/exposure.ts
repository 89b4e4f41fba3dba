import { ask, leaves, type Rule } from "./rule.ts";

/**
 * The rule of two: private data, text from outside and a way out of the company never meet in one run without the operator.
 */
export const ruleOfTwo: Rule = ({ facts }) =>
  facts.exposure.outside && facts.exposure.privateData && leaves(facts)
    ? ask(
        "rule-of-two",
        "Its run read private data and text from outside, and this leaves the company or moves money: the three never come together without you.",
      )
    : null;

/** What text from outside shaped does not leave the company and moves no money without the operator. */
export const tainted: Rule = ({ facts }) =>
  facts.taint === "outside" && leaves(facts)
    ? ask("outside-content", "Text from outside shaped this, and it leaves the company or moves money: you decide.")
    : null;

/** A text that gives orders to machines has nothing done after it without the operator, not even in our own records. */
export const steered: Rule = ({ facts: { exposure } }) => {
  const [sign] = exposure.steering ?? [];
  return sign
    ? ask("steering", `A text from outside that its run read ${sign}: whatever it proposes, you decide.`)
    : null;
};

/** Who may be written to: nobody for the first time unless the operator said so, and only those whom the grant names. */
export const recipients: Rule = ({ policy, facts, grant }) => {
  if (!leaves(facts)) return null;
  const { newRecipientAsks } = policy.settings;
  const allowed = grant?.caps.recipients ?? "anyone";
  if (facts.recipients.length === 0) {
    return facts.action.risk === "external" && (newRecipientAsks || allowed !== "anyone")
      ? ask("recipient-unclear", "Whom it goes to cannot be told from it, so you decide.")
      : null;
  }
  const stranger = facts.recipients.find((recipient) => !recipient.known);
  if (stranger && newRecipientAsks) {
    return ask("first-time-recipient", `You have never approved anything to ${stranger.address}, so you decide.`);
  }
  if (stranger && allowed === "known") {
    return ask("recipient-unknown", `${stranger.address} is new, and you granted this for known recipients only.`);
  }
  if (typeof allowed === "string") return null;
  const elsewhere = facts.recipients.find(({ domain }) => !allowed.domains.includes(domain));
  return elsewhere
    ? ask(
        "recipient-domain",
        `${elsewhere.address} is outside ${allowed.domains.join(", ")}, which is all you granted.`,
      )
    : null;
};

/** In the quiet hours nothing runs by itself. They may go over midnight; the first minute belongs to them, the last does not. */
export const quiet: Rule = ({ policy: { settings }, facts: { localTime } }) => {
  if (!settings.quietHours) return null;
  const { from, to } = settings.quietHours;
  const within = from < to ? localTime >= from && localTime < to : localTime >= from || localTime < to;
  return within
    ? ask("quiet-hours", `It is ${localTime}, and from ${from} to ${to} nothing runs by itself: you decide.`)
    : null;
};
