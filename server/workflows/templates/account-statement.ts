import type { DefinitionInput } from "../schema.ts";

const account = "steps['read-account']";
const mail = "steps['send-statement']";

/** The caller is answered at once; the mail is drafted, decided and sent in the background, and you are told at the end. */
export const accountStatement: DefinitionInput = {
  workflow: "account-statement",
  name: "Account statement",
  purpose: "Answers at once what a customer owes; then drafts the statement mail, and tells you what became of it.",
  triggers: [
    { on: "manual", label: "started by you" },
    { on: "api", label: "asked for through the API" },
  ],
  input: [
    { name: "contact", label: "Customer", type: "contact" },
    { name: "since", label: "With what was issued since (optional)", type: "date", required: false },
  ],
  steps: [
    {
      id: "read-account",
      title: "Read the account",
      kind: "read",
      read: "account-statement",
      input: { contactId: "=input.contact", since: "=input.since" },
    },
    {
      id: "answer",
      title: "Answer at once",
      kind: "answer",
      value: {
        contact: `=${account}.contact`,
        asOf: `=${account}.asOf`,
        currencies: `=${account}.currencies`,
        invoices: `=size(${account}.lines)`,
        mail: `=${account}.contact.email == null ? 'none: there is no mail address' : 'being drafted'`,
      },
    },
    {
      id: "can-write",
      title: "Is there a mail address?",
      kind: "condition",
      if: `${account}.contact.email != null`,
      yes: [
        {
          id: "draft-statement",
          title: "Draft the statement",
          kind: "agent",
          agent: "billing",
          intent: "draft-statement",
          input: { contact: `=${account}.contact`, sender: "=sender", statement: `=${account}` },
          about: `Statement of account for {{${account}.contact.name}}`,
          settle: "later",
        },
        {
          id: "send-statement",
          title: "Send it as far as you approve",
          kind: "action",
          proposal: "steps['draft-statement'].proposals[0]",
          onFailure: "continue",
        },
      ],
    },
    {
      id: "tell",
      title: "Tell you what became of it",
      kind: "notify",
      text: `The statement for {{${account}.contact.name}} {{${mail} == null ? 'was not sent: there is no mail address' : ${mail}.?status.orValue('failed') == 'executed' ? 'was sent' : 'was not sent: the mail was ' + ${mail}.?status.orValue('failed')}}.`,
    },
  ],
  summary: `{{${mail} != null && ${mail}.?status.orValue('failed') == 'executed' ? 'Answered, and sent by mail' : 'Answered; no mail was sent'}}`,
};
