import type { DefinitionInput } from "../schema.ts";

const found = "steps['find-credit']";
const amount = `money(${found}.credit.amountMinor, ${found}.credit.currency)`;
const named = `Credit note {{${found}.credit.number}} over {{${amount}}}`;

/** A credit was wrong, though the run that issued it went well: it is taken back with all that went with it. */
export const creditDispute: DefinitionInput = {
  workflow: "credit-dispute",
  name: "Disputed credit",
  purpose: "Takes back a credit that was wrong, with what its run did beside it, and puts before you what can be done.",
  triggers: [{ on: "event", label: "a credit that was wrong", types: ["billing.credit-disputed"] }],
  // what is taken back is never done again by itself
  onFailure: "keep",
  steps: [
    {
      id: "find-credit",
      title: "Find the credit note",
      kind: "read",
      read: "disputed-credit",
      input: { eventId: "=event.id" },
    },
    {
      id: "is-known",
      title: "Is it one of ours, issued by a run?",
      kind: "condition",
      if: `${found}.credit != null && ${found}.run != null`,
      yes: [
        {
          id: "stands",
          title: "Does it still stand?",
          kind: "condition",
          if: `${found}.credit.stands`,
          yes: [
            {
              id: "take-back",
              title: "Take back what its run did, newest first",
              kind: "take-back",
              run: `=${found}.run.id`,
              because: `${named} is disputed{{${found}.asked.reason == null ? '' : ': ' + ${found}.asked.reason}}`,
              onFailure: "escalate",
            },
            {
              id: "taken-back",
              title: "Put before you",
              kind: "end",
              summary: `{{steps['take-back'].?compensation.orValue('') == 'done' ? 'Taken back' : 'Not all of it is taken back'}}: what is right now is yours to choose`,
            },
          ],
          no: [
            {
              id: "tell",
              title: "Tell you that it is taken back already",
              kind: "notify",
              text: `${named} is disputed, and is taken back already.`,
            },
            { id: "nothing", title: "Nothing to take back", kind: "end", summary: "It was taken back already" },
          ],
        },
      ],
      no: [
        {
          id: "hand-over",
          title: "Hand it to you",
          kind: "ask",
          wait: false,
          question: "A credit is disputed that no run issued",
          context: `Disputed is {{${found}.asked.creditNote != null ? 'credit note ' + ${found}.asked.creditNote : (${found}.asked.invoice != null ? 'a credit on invoice ' + ${found}.asked.invoice : 'a credit without a number')}}{{${found}.asked.reason == null ? '' : ': ' + ${found}.asked.reason}}. Nothing was changed.`,
          options: [
            {
              id: "make-task",
              label: "Make it a task",
              description: "Puts it on your task list, due today",
              does: "run.task",
            },
            { id: "leave-it", label: "Leave it", description: "Closes this review task and changes nothing else" },
          ],
        },
      ],
    },
  ],
  summary: "No credit of ours is known for it: handed to you",
};
