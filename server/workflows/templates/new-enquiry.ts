import type { DefinitionInput } from "../schema.ts";

/** Somebody asks what we could do for them: an answer and a follow-up, each as far as the operator approves. */
export const newEnquiry: DefinitionInput = {
  workflow: "new-enquiry",
  name: "New enquiry",
  purpose: "Answers somebody who asks about your work, and makes sure that you follow up.",
  triggers: [
    {
      on: "event",
      label: "a mail or form that asks about your work",
      types: ["message.received"],
      intents: ["new_enquiry"],
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
      id: "draft-reply",
      title: "Draft a reply and a follow-up",
      kind: "agent",
      agent: "crm",
      intent: "draft-reply",
      input: {
        contact: "=contact",
        message: "=message",
        sender: "=sender",
        earlierMessages: "=message.earlier",
        now: "=run.startedAt",
      },
    },
    {
      id: "remember",
      title: "Remember what was asked",
      kind: "remember",
      tier: "profile",
      memory: "summary",
      subject: { kind: "contact", id: "=contact.id" },
      // the words are from outside, so they wait for confirmation
      text: "Asked on {{day(run.startedAt)}} about “{{message.subject == '' ? 'their project' : message.subject}}”.",
      confidence: 0.8,
    },
  ],
  summary:
    "{{steps['draft-reply'].settled[0].status == 'executed' ? 'Answered' : 'Not answered: the reply was ' + steps['draft-reply'].settled[0].status}}{{size(steps['draft-reply'].settled) > 1 && steps['draft-reply'].settled[1].status == 'executed' ? '; follow-up noted' : ''}}",
};
