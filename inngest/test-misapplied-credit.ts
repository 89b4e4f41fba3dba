import type { DefinitionInput } from "#server/workflows/schema.ts";

const invoice = "steps['find-invoices'][0]";
const credit = "steps['issue-credit'].receipt";

/**
 * Refund requests as a careless hand would automate them: the whole invoice is credited, whatever was asked for. The check
 * at the end finds it out, when credit note and task are there already.
 */
export const misappliedCredit: DefinitionInput = {
  workflow: "refund-request",
  name: "Refund request",
  purpose: "Credits the whole invoice, puts the refund on the list, and then compares it with what was asked for.",
  triggers: [
    { on: "event", label: "a mail that asks for money back", types: ["message.received"], intents: ["refund_request"] },
  ],
  steps: [
    {
      id: "find-invoices",
      title: "Look up their invoices",
      kind: "read",
      read: "invoices-of-contact",
      input: { contactId: "=contact.id" },
    },
    {
      id: "issue-credit",
      title: "Credit the invoice",
      kind: "action",
      action: "credit-note.issue",
      input: {
        invoiceId: `=${invoice}.id`,
        amountMinor: `=${invoice}.totalMinor`,
        currency: `=${invoice}.currency`,
        reason: "Refund asked for by {{contact.name}}",
      },
      reason: "{{contact.name}} asks for money back.",
    },
    {
      id: "put-on-list",
      title: "Put the payout on the list",
      kind: "action",
      action: "task.create",
      input: { title: "Pay the refund to {{contact.name}}", contactId: "=contact.id" },
      reason: "The money has to be paid out by hand.",
    },
    {
      id: "check-credit",
      title: "Compare the credit with what was asked for",
      kind: "check",
      that: `event.attributes.money == string(${credit}.totalMinor / 100) + '.00 ' + ${invoice}.currency`,
      otherwise: `{{money(${credit}.totalMinor, ${invoice}.currency)}} were credited, and {{event.attributes.money}} were asked for`,
    },
  ],
  summary: "Credited",
};
