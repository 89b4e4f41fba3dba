import type { Workflow } from "../contract.ts";

/** A customer wants money back. */
export const refundRequest: Workflow = {
  id: "refund-request",
  version: 1,
  name: "Refund request",
  purpose:
    "Checks the invoice, proposes a credit note over the exact amount, and tells the customer once it is issued.",
  trigger: {
    label: "a mail or form that asks for money back",
    types: ["message.received"],
    intents: ["refund_request"],
  },
  steps: [
    { id: "assess-refund", title: "Check the invoice and the amount", kind: "agent", agent: "billing" },
    { id: "ask-operator", title: "You decide on credit and mail", kind: "ask", agent: null },
    { id: "issue-credit", title: "Issue the credit note", kind: "action", agent: null },
    { id: "tell-customer", title: "Tell the customer", kind: "action", agent: null },
    { id: "remember", title: "Remember the refund", kind: "action", agent: "billing" },
  ],
};
