import type { Workflow } from "../contract.ts";

/** A payment did not go through. */
export const failedPayment: Workflow = {
  id: "failed-payment",
  version: 1,
  name: "Failed payment",
  purpose: "Reminds the customer at growing intervals until the invoice is settled, then hands it to you.",
  trigger: {
    label: "a payment that failed",
    types: ["payment.failed"],
    intents: [],
  },
  steps: [
    { id: "find-invoice", title: "Find the invoice", kind: "agent", agent: "billing" },
    { id: "draft-reminder", title: "Draft a reminder", kind: "agent", agent: "billing" },
    { id: "ask-operator", title: "You decide on the reminder", kind: "ask", agent: null },
    { id: "send-reminder", title: "Send the reminder", kind: "action", agent: null },
    { id: "await-payment", title: "Wait for the payment", kind: "wait", agent: null },
  ],
};
