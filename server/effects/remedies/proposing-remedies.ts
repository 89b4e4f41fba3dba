import type { CommandScope } from "#server/commands/define-command.ts";
import type { Evidence } from "#server/domains/proposal/schema.ts";
import { reviewStepOf } from "#server/domains/run/index.ts";
import { formatMoney } from "#server/kernel/money.ts";
import { propose } from "../propose.ts";
import { draftLetter } from "./letter.ts";
import type { Applied, Choice, CreditFacts, Remedy, ReviewFacts } from "./remedy.ts";

type Draft = { agent: string; action: string; input: Record<string, unknown>; reason: string; evidence: Evidence[] };

/** Puts an action before the policy in the operator's name: it waits in Approvals like any other. */
async function proposeFor(scope: CommandScope, { facts }: Choice, draft: Draft): Promise<Applied> {
  const { run, contact, escalation } = facts;
  if (!run) return {};
  const step = reviewStepOf(escalation.id);
  const { proposalId } = await propose.within(scope, {
    runId: run.id,
    step,
    index: await scope.tx.proposal.count({ where: { runId: run.id, step } }),
    agent: { name: draft.agent, mayPropose: [draft.action] },
    draft: {
      action: draft.action,
      input: JSON.parse(JSON.stringify(draft.input)),
      reason: draft.reason,
      evidence: draft.evidence,
      confidence: 1,
      method: "You asked for it in a review task",
      taint: run.taint,
      ...(contact ? { contactId: contact.id } : {}),
    },
  });
  return { proposalId };
}

const money = (amountMinor: number, currency: string) => formatMoney({ amountMinor, currency });

function creditOption({ effectId, currency, right, invoiceNumber }: CreditFacts) {
  const label = right ? `Credit the right ${money(right.amountMinor, currency)}` : "Credit anew";
  const on = `on invoice ${right?.invoiceNumber ?? invoiceNumber}`;
  return {
    id: `credit.correct:${effectId}`,
    label,
    description: `Proposes a credit note ${on}. ${right ? "You decide on it" : "You set the amount and decide on it"} in Approvals.`,
  };
}

/** Credits what should have been credited. Only once the wrong credit note is taken back. */
export const correctCredit: Remedy = {
  name: "credit.correct",
  offer: ({ credits }) =>
    credits
      .filter((credit) => !credit.stands)
      .slice(0, 1)
      .map(creditOption),
  apply: async (scope, choice) => {
    const credit = choice.facts.credits.find((candidate) => candidate.effectId === choice.about);
    if (!credit) return {};
    const { currency, number, right } = credit;
    const invoiceId = right?.invoiceId ?? credit.invoiceId;
    const invoiceNumber = right?.invoiceNumber ?? credit.invoiceNumber;
    return proposeFor(scope, choice, {
      agent: "billing",
      action: "credit-note.issue",
      input: {
        invoiceId,
        amountMinor: right?.amountMinor ?? credit.amountMinor,
        currency,
        reason: `In place of credit note ${number}`,
      },
      reason: right
        ? `Credit note ${number} over ${money(credit.amountMinor, currency)} was wrong and is taken back; asked for was ${money(right.amountMinor, currency)} on invoice ${right.invoiceNumber}.`
        : `Credit note ${number} was wrong and is taken back. What is right could not be read from the event: set the amount.`,
      evidence: [{ kind: "invoice", id: invoiceId, label: `Invoice ${invoiceNumber}` }],
    });
  },
};

/** Something of it reached the customer, or concerns what they have. */
const concernsCustomer = ({ effects }: ReviewFacts) =>
  effects.some(({ action }) => ["mail.send", "credit-note.issue", "invoice.issue"].includes(action));

/** Drafts a mail that says what went wrong and what was done about it. */
export const writeToCustomer: Remedy = {
  name: "mail.draft",
  offer: (facts) =>
    facts.run && facts.contact?.email && concernsCustomer(facts)
      ? [
          {
            id: "mail.draft",
            label: `Write to ${facts.contact.name}`.slice(0, 80),
            description:
              "Drafts a mail that says what went wrong and what stands now. You edit and send it in Approvals.",
          },
        ]
      : [],
  apply: async (scope, choice) => {
    const { contact } = choice.facts;
    if (!contact?.email) return {};
    return proposeFor(scope, choice, {
      agent: "billing",
      action: "mail.send",
      input: { to: contact.email, contactId: contact.id, ...draftLetter(choice.facts) },
      reason: "Says what went wrong and what stands now.",
      evidence: [{ kind: "contact", id: contact.id, label: contact.name.slice(0, 200) }],
    });
  },
};
