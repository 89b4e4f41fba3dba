import type { DefinitionInput } from "../schema.ts";

const proposals = "steps['assess-refund'].proposals";
const credit = "steps['issue-credit'].receipt";
const amount = `money(${credit}.totalMinor, ${proposals}[0].input.currency)`;

/** A customer wants money back: the credit is checked, issued as far as the operator approves, and only then told. */
export const refundRequest: DefinitionInput = {
  workflow: "refund-request",
  name: "Refund request",
  purpose:
    "Checks the invoice, proposes a credit note over the exact amount, and tells the customer once it is issued.",
  triggers: [
    {
      on: "event",
      label: "a mail or form that asks for money back",
      types: ["message.received"],
      intents: ["refund_request"],
    },
  ],
  steps: [
    {
      id: "gather",
      title: "See whether it can be answered",
      kind: "check",
      that: "message != null && contact != null && contact.email != null",
      otherwise:
        "{{message == null || contact == null ? 'The event carries no message of a known contact' : contact.name + ' has no mail address to answer to'}}",
    },
    {
      id: "find-invoices",
      title: "Look up their invoices",
      kind: "read",
      read: "invoices-of-contact",
      input: { contactId: "=contact.id" },
    },
    {
      id: "assess-refund",
      title: "Check the invoice and the amount",
      kind: "agent",
      agent: "billing",
      intent: "assess-refund",
      input: { contact: "=contact", message: "=message", sender: "=sender", invoices: "=steps['find-invoices']" },
      settle: "later",
    },
    {
      id: "credit-proposed",
      title: "Is there something to credit?",
      kind: "condition",
      if: `size(${proposals}) > 1 && ${proposals}[0].action == 'credit-note.issue'`,
      yes: [
        {
          id: "issue-credit",
          title: "Issue the credit note",
          kind: "action",
          proposal: `${proposals}[0]`,
          onFailure: "continue",
        },
        {
          id: "credit-issued",
          title: "Was it issued?",
          kind: "condition",
          if: "steps['issue-credit'].status == 'executed'",
          yes: [
            {
              id: "amount-kept",
              title: "Over the proposed amount?",
              kind: "condition",
              if: `${credit}.totalMinor == ${proposals}[0].input.amountMinor`,
              yes: [
                {
                  id: "tell-customer",
                  title: "Tell the customer",
                  kind: "action",
                  proposal: `${proposals}[1]`,
                  onFailure: "continue",
                },
              ],
              no: [
                {
                  id: "withdraw-mail",
                  title: "Withdraw the mail",
                  kind: "withdraw",
                  proposal: `${proposals}[1]`,
                  reason: "The credit was issued over another amount",
                },
                {
                  id: "tell-amount",
                  title: "Draft the mail with the amount that was credited",
                  kind: "agent",
                  agent: "billing",
                  intent: "tell-refund",
                  input: {
                    contact: "=contact",
                    message: "=message",
                    sender: "=sender",
                    credit: {
                      number: `=${credit}.number`,
                      amountMinor: `=${credit}.totalMinor`,
                      currency: `=${proposals}[0].input.currency`,
                      invoiceId: `=${proposals}[0].input.invoiceId`,
                      invoiceNumber: `=steps['find-invoices'].filter(i, i.id == ${proposals}[0].input.invoiceId).size() > 0 ? steps['find-invoices'].filter(i, i.id == ${proposals}[0].input.invoiceId)[0].number : null`,
                    },
                  },
                  about: "{{message.subject}}",
                },
              ],
            },
            {
              id: "remember",
              title: "Remember the refund",
              kind: "remember",
              tier: "profile",
              memory: "fact",
              subject: { kind: "contact", id: "=contact.id" },
              text: `Was credited {{${amount}}} on {{day(run.startedAt)}} (credit note {{${credit}.number}}) after asking for a refund.`,
              // made of our own ledger's figures alone
              taint: "operator",
              confidence: 1,
            },
            {
              id: "credited",
              title: "Done",
              kind: "end",
              summary: `Credited {{${amount}}} ({{${credit}.number}}); {{(steps['tell-customer'] != null && steps['tell-customer'].status == 'executed') || (steps['tell-amount'] != null && steps['tell-amount'].settled.exists(end, end.status == 'executed')) ? 'the customer was told' : 'the customer was not told'}}`,
            },
          ],
          no: [
            {
              id: "withdraw-untrue-mail",
              title: "Withdraw the mail",
              kind: "withdraw",
              proposal: `${proposals}[1]`,
              reason: "The credit was not issued",
            },
            {
              id: "not-credited",
              title: "Done",
              kind: "end",
              summary: "No credit: it was {{steps['issue-credit'].status}}",
            },
          ],
        },
      ],
    },
    {
      id: "ask-customer",
      title: "Ask the customer",
      kind: "action",
      when: `size(${proposals}) > 0`,
      proposal: `${proposals}[0]`,
      onFailure: "continue",
    },
  ],
  summary:
    "No credit proposed{{steps['ask-customer'] != null && steps['ask-customer'].status == 'executed' ? '; the customer was asked' : ''}}",
};
