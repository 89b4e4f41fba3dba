import type { DefinitionInput } from "../schema.ts";

const known = "steps['look'].invoice";
const sent = "steps['count-reminders'].mails";
const leave = {
  id: "leave-it",
  label: "Leave it",
  description: "Closes this review task and changes nothing else",
} as const;
const makeTask = {
  id: "make-task",
  label: "Make it a task",
  description: "Puts it on your task list, due today",
  does: "run.task",
} as const;

/** A payment did not go through: reminders at growing intervals until nothing is owed or they are used up. */
export const failedPayment: DefinitionInput = {
  workflow: "failed-payment",
  name: "Failed payment",
  purpose: "Reminds the customer at growing intervals until the invoice is settled, then hands it to you.",
  triggers: [{ on: "event", label: "a payment that failed", types: ["payment.failed"] }],
  subject: "{{invoice == null ? '' : 'invoice:' + invoice.id}}",
  steps: [
    {
      id: "find-invoice",
      title: "Find the invoice",
      kind: "condition",
      if: "invoice != null",
      yes: [
        {
          id: "reminders",
          title: "Remind, and wait for the payment",
          kind: "for-each",
          items: [
            { round: 1, gap: "3d" },
            { round: 2, gap: "7d" },
            { round: 3, gap: "14d" },
            { round: 4, gap: "14d" },
          ],
          most: 4,
          until: "steps['look-after'].settled || steps['await-payment'].arrived",
          steps: [
            {
              id: "look-before",
              title: "See what is owed",
              kind: "read",
              read: "invoice",
              input: { invoiceId: "=invoice.id" },
            },
            {
              id: "draft-reminder",
              title: "Draft a reminder",
              kind: "agent",
              when: "!steps['look-before'].settled",
              agent: "billing",
              intent: "remind-payment",
              input: {
                contact: "=steps['look-before'].contact",
                sender: "=sender",
                invoice: "=steps['look-before'].invoice",
                eventId: "=event.id",
                round: "=item.round",
                rounds: 4,
              },
              about: "Invoice {{steps['look-before'].invoice.number}} payment reminder",
              settle: "later",
            },
            {
              id: "send-reminder",
              title: "Send the reminder",
              kind: "action",
              when: "steps['draft-reminder'] != null && size(steps['draft-reminder'].proposals) > 0",
              proposal: "steps['draft-reminder'].proposals[0]",
              wanted: { read: "invoice", input: { invoiceId: "=invoice.id" }, when: "!found.settled" },
              onFailure: "continue",
            },
            {
              id: "look-after",
              title: "See whether it was paid meanwhile",
              kind: "read",
              read: "invoice",
              input: { invoiceId: "=invoice.id" },
            },
            {
              id: "stopped",
              title: "Did you stop the reminders?",
              kind: "condition",
              if: "!steps['look-after'].settled && steps['send-reminder'] != null && steps['send-reminder'].status == 'rejected'",
              yes: [{ id: "stop", title: "Stop", kind: "end", summary: "You stopped the reminders" }],
            },
            {
              id: "await-payment",
              title: "Wait for the payment",
              kind: "wait-for",
              when: "!steps['look-after'].settled",
              event: "invoice.settled",
              about: "invoice:{{invoice.id}}",
              timeout: "=item.gap",
            },
          ],
        },
        {
          id: "look",
          title: "See how it stands",
          kind: "read",
          read: "invoice",
          input: { invoiceId: "=invoice.id" },
        },
        {
          id: "count-reminders",
          title: "Count the reminders",
          kind: "read",
          read: "done-in-run",
        },
        {
          id: "is-settled",
          title: "Is it settled?",
          kind: "condition",
          if: "steps['look'].settled",
          yes: [
            {
              id: "remember",
              title: "Remember how it was paid",
              kind: "remember",
              tier: "profile",
              memory: "fact",
              subject: { kind: "contact", id: "=steps['look'].contact.id" },
              text: `Invoice {{${known}.number}} was settled after a failed payment and {{${sent}}} reminder{{${sent} == 1 ? '' : 's'}}.`,
              // made of our own ledger's figures alone
              taint: "operator",
              confidence: 1,
            },
            {
              id: "settled",
              title: "Settled",
              kind: "end",
              summary: `{{${known}.status == 'void' ? 'Voided' : 'Settled'}} after {{${sent}}} reminder{{${sent} == 1 ? '' : 's'}}`,
            },
          ],
        },
        {
          id: "hand-over",
          title: "Hand it to you",
          kind: "ask",
          wait: false,
          question: `Still unpaid: invoice {{${known}.number}} over {{money(${known}.outstandingMinor, ${known}.currency)}}`,
          context: `{{steps['look'].contact.name}} has not paid invoice {{${known}.number}} after a failed payment. {{${sent}}} reminders were sent over 38 days.`,
          options: [makeTask, leave],
        },
        {
          id: "unpaid",
          title: "Handed over",
          kind: "end",
          summary: `Still unpaid after {{${sent}}} reminders: handed to you`,
        },
      ],
    },
    {
      id: "hand-over-unknown",
      title: "Hand it to you",
      kind: "ask",
      wait: false,
      question: "Failed payment without an invoice: {{contact == null ? 'somebody unknown' : contact.name}}",
      context:
        "A payment of {{contact == null ? 'somebody unknown' : contact.name}} failed, and no invoice of ours is known for it. Nothing was sent.",
      options: [makeTask, leave],
    },
  ],
  summary: "No invoice is known for this payment: handed to you",
};
