import type { DefinitionInput } from "../schema.ts";

/** Fan-out: three branches side by side, each with a promise of time of its own; none waits for another. */
export const newLead: DefinitionInput = {
  workflow: "new-lead",
  name: "New lead",
  purpose: "Acknowledges a lead within seconds, files it, and gathers what is known of them, all side by side.",
  triggers: [{ on: "event", label: "a lead, from a webhook or the API", types: ["lead.received"] }],
  steps: [
    {
      id: "who",
      title: "See who it is",
      kind: "check",
      that: "contact != null && contact.email != null",
      otherwise: "The lead gives no mail address to answer to",
    },
    {
      id: "side-by-side",
      title: "Acknowledge, file and research side by side",
      kind: "parallel",
      onFailure: "escalate",
      branches: [
        {
          id: "acknowledge",
          title: "Acknowledge: ready within 10 seconds, sent when you say so",
          sla: { within: "10s", counts: "work" },
          steps: [
            {
              id: "acknowledge-lead",
              title: "Draft the acknowledgement; it waits for you, since the address came from outside",
              kind: "agent",
              agent: "crm",
              intent: "acknowledge-lead",
              input: { contact: "=contact", message: "=message", sender: "=sender" },
              about: "",
            },
          ],
        },
        {
          id: "crm",
          title: "File: the record and the answer",
          sla: { within: "2m", counts: "work" },
          steps: [
            {
              id: "file-lead",
              title: "Complete the record, and plan the answer",
              kind: "agent",
              agent: "crm",
              intent: "file-lead",
              input: { contact: "=contact", message: "=message", now: "=run.startedAt" },
              about: "{{contact.name}}",
            },
          ],
        },
        {
          id: "research",
          title: "Research: what is known of them",
          sla: { within: "10m", counts: "work" },
          steps: [
            {
              id: "look-around",
              title: "Look through the records",
              kind: "read",
              read: "contact-background",
              input: { contactId: "=contact.id" },
            },
            {
              id: "profile-lead",
              title: "Gather and cite",
              kind: "agent",
              agent: "research",
              intent: "profile-lead",
              input: { contact: "=contact", message: "=message", background: "=steps['look-around']" },
              about: "{{contact.name}}",
            },
            {
              id: "remember",
              title: "Remember the profile",
              kind: "remember",
              when: "steps['profile-lead'].result.profile != ''",
              tier: "profile",
              memory: "summary",
              subject: { kind: "contact", id: "=contact.id" },
              // partly the lead's own words, so it waits for confirmation
              text: "Lead on {{day(run.startedAt)}}: {{steps['profile-lead'].result.profile}}.",
              confidence: 0.7,
            },
          ],
        },
      ],
    },
  ],
  summary:
    "{{steps['acknowledge-lead'] != null && steps['acknowledge-lead'].?settled.orValue([]).exists(end, end.status == 'executed') ? 'Acknowledged' : 'Not acknowledged'}}; {{steps['file-lead'] == null ? 0 : steps['file-lead'].?settled.orValue([]).filter(end, end.status == 'executed').size()}} filed; {{steps['profile-lead'] == null ? 0 : steps['profile-lead'].?result.?found.orValue(0)}} findings",
};
