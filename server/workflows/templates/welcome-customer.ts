import type { DefinitionInput } from "../schema.ts";

const found = "steps['enrich'].result";
const settled = "steps['execute'].settled";

/** A chain of responsibility: one agent enriches, one executes what is approved, and the records are read again. */
export const welcomeCustomer: DefinitionInput = {
  workflow: "welcome-customer",
  name: "Welcome a customer",
  purpose:
    "Finds out what a new customer's record lacks, welcomes them as far as you approve, and checks that it stands in the records.",
  triggers: [
    { on: "event", label: "a new customer, from Stripe or the API", types: ["contact.created"] },
    { on: "manual", label: "started by you" },
    { on: "api", label: "started through the API" },
  ],
  input: [{ name: "contact", label: "Customer", type: "contact" }],
  subject: "{{contact == null ? '' : 'contact:' + contact.id}}",
  steps: [
    {
      id: "who",
      title: "See who it is",
      kind: "check",
      that: "contact != null",
      otherwise: "The event names no customer that could be recorded",
    },
    {
      id: "look-around",
      title: "Look through the records",
      kind: "read",
      read: "contact-background",
      input: { contactId: "=contact.id" },
    },
    {
      id: "enrich",
      title: "Enrich: find out what the record does not say",
      kind: "agent",
      agent: "crm",
      intent: "enrich-customer",
      input: { contact: "=steps['look-around'].contact", background: "=steps['look-around']" },
      about: "{{contact.name}}",
    },
    {
      id: "is-twin",
      title: "Is it a customer that you have already?",
      kind: "condition",
      if: `${found}.twin != null`,
      yes: [
        {
          id: "ask-twin",
          title: "Ask whether it is one customer",
          kind: "ask",
          question: `Are {{contact.name}} and {{${found}.twin.name}} one customer?`,
          context: `{{contact.name}} ({{contact.email == null ? 'no mail address' : contact.email}}) is new, and {{${found}.twin.name}} ({{${found}.twin.email == null ? 'no mail address' : ${found}.twin.email}}) is in your records: they have {{${found}.twin.because}}.`,
          options: [
            { id: "two", label: "Two customers", description: "The new one is welcomed" },
            {
              id: "one",
              label: "One customer",
              description: "Nobody is welcomed twice; bringing the records together goes on your task list",
              does: "run.task",
            },
          ],
          otherwise: "one",
        },
        {
          id: "is-one",
          title: "Is it one customer?",
          kind: "condition",
          if: "steps['ask-twin'].option == 'one'",
          yes: [
            {
              id: "stop",
              title: "Nobody is welcomed twice",
              kind: "end",
              summary: `Not welcomed: probably the same customer as {{${found}.twin.name}}`,
            },
          ],
        },
      ],
    },
    {
      id: "execute",
      title: "Execute: complete the record, welcome them, plan the first meeting",
      kind: "agent",
      agent: "crm",
      intent: "welcome-customer",
      input: {
        contact: "=steps['look-around'].contact",
        sender: "=sender",
        found: `=${found}`,
        now: "=run.startedAt",
      },
      about: "{{contact.name}} welcome first meeting",
    },
    {
      id: "read-effects",
      title: "Validate: see whether what you approved stands in the records",
      kind: "read",
      read: "effects-hold",
    },
    {
      id: "read-again",
      title: "Read the customer again",
      kind: "read",
      read: "contact-background",
      input: { contactId: "=contact.id" },
    },
    {
      id: "persisted",
      title: "It stands in the records",
      kind: "check",
      that: "steps['read-effects'].holds",
      otherwise:
        "What was approved does not stand in the records: {{steps['read-effects'].missing.size() > 0 ? steps['read-effects'].missing[0] : 'something'}} is not there",
    },
    {
      id: "no-duplicate",
      title: "No second record came up",
      kind: "check",
      that: "!steps['read-again'].alike.exists(other, other.name == steps['read-again'].contact.name && !steps['look-around'].alike.exists(before, before.id == other.id))",
      otherwise: "A second record of {{contact.name}} came up while they were welcomed",
      onFailure: "escalate",
    },
    {
      id: "remember",
      title: "Remember what was found",
      kind: "remember",
      when: `steps['read-again'].contact.company != null || ${found}.country != null`,
      tier: "profile",
      memory: "fact",
      subject: { kind: "contact", id: "=contact.id" },
      // the facts follow from what somebody outside gave, so they wait for confirmation
      text: `Customer since {{day(run.startedAt)}}{{steps['read-again'].contact.company == null ? '' : ', of ' + steps['read-again'].contact.company}}{{${found}.country == null ? '' : ', in ' + ${found}.country}}.`,
      confidence: 0.7,
    },
  ],
  summary: `{{${settled}.filter(end, end.status == 'executed').size()}} of {{size(${settled})}} proposals carried out; {{steps['read-effects'].checked == 0 ? 'nothing was changed' : 'all stands in the records'}}`,
};
