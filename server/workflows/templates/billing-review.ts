import type { DefinitionInput } from "../schema.ts";

const plan = "steps['plan'].result";
const verdict = "steps['check-work'].result";

/** Supervisor and workers: one plans, workers look at the items side by side, and the first one checks what they bring. */
export const billingReview: DefinitionInput = {
  workflow: "billing-review",
  name: "Billing review",
  purpose:
    "Goes through invoices, payments, disputes and credits, proposes what settles each, and tells you how billing stands.",
  triggers: [
    { on: "schedule", label: "on your schedule" },
    { on: "manual", label: "started by you" },
    { on: "api", label: "started through the API" },
  ],
  // what it did stands item by item: one that fails takes no other back
  onFailure: "keep",
  subject: "billing:{{workspace.id}}",
  steps: [
    { id: "look", title: "Read the ledger", kind: "read", read: "billing-state" },
    {
      id: "plan",
      title: "Plan: split it into work items, the most pressing first",
      kind: "agent",
      agent: "supervisor",
      intent: "plan-billing",
      input: { state: "=steps['look']" },
      about: "",
    },
    {
      id: "work",
      title: "Work: look at each item",
      kind: "for-each",
      items: `=${plan}.items`,
      most: 10,
      atOnce: 3,
      steps: [
        {
          id: "review-item",
          title: "Look at one item",
          kind: "agent",
          agent: "billing",
          intent: "review-billing-item",
          input: { item: "=item", sender: "=sender", asOf: "=steps['look'].asOf", contact: "=item.contact" },
          about: "{{item.label}}",
          settle: "later",
          // the check tells of an item that has no answer
          onFailure: "continue",
        },
      ],
    },
    {
      id: "check-work",
      title: "Check: every item is answered, and the sums agree",
      kind: "agent",
      agent: "supervisor",
      intent: "check-billing",
      input: {
        items: `=${plan}.items`,
        standing: `=${plan}.standing`,
        answers: "=steps['work'].results.map(one, one == null ? null : one.?result.orValue(null))",
      },
      about: "",
    },
    {
      id: "complete",
      title: "Nothing was left out",
      kind: "check",
      that: `${verdict}.complete`,
      otherwise: `Not all of it was looked at: {{${verdict}.missing}}`,
      onFailure: "escalate",
    },
    {
      id: "tell",
      title: "Tell you how billing stands",
      kind: "notify",
      text: `{{${verdict}.summary}}.{{${plan}.left > 0.0 ? ' More is left for the next review.' : ''}}`,
    },
    {
      id: "carry-out",
      title: "Carry out what you approve",
      kind: "for-each",
      items:
        "=steps['work'].results.filter(one, one != null && size(one.?proposals.orValue([])) > 0).map(one, one.proposals[0])",
      most: 10,
      atOnce: 10,
      steps: [
        {
          id: "settle-reminder",
          title: "Send the reminder, unless it was paid meanwhile",
          kind: "action",
          when: "item.input.?invoiceId.orValue(null) != null",
          proposal: "item",
          wanted: { read: "invoice", input: { invoiceId: "=item.input.invoiceId" }, when: "!found.settled" },
          onFailure: "continue",
        },
        {
          id: "settle-other",
          title: "Carry it out",
          kind: "action",
          when: "item.input.?invoiceId.orValue(null) == null",
          proposal: "item",
          onFailure: "continue",
        },
      ],
    },
    { id: "done", title: "Count what was done", kind: "read", read: "done-in-run" },
  ],
  summary: `{{${verdict}.summary}}; {{size(steps['done'].effects)}} carried out`,
};
