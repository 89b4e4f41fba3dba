import type { Workflow } from "../contract.ts";

/** Somebody asks what we could do for them. */
export const newEnquiry: Workflow = {
  id: "new-enquiry",
  version: 1,
  name: "New enquiry",
  purpose: "Answers somebody who asks about your work, and makes sure that you follow up.",
  trigger: {
    label: "a mail or form that asks about your work",
    types: ["message.received"],
    intents: ["new_enquiry"],
  },
  steps: [
    { id: "draft-reply", title: "Draft a reply and a follow-up", kind: "agent", agent: "crm" },
    { id: "ask-operator", title: "You decide on each", kind: "ask", agent: null },
    { id: "send-reply", title: "Send the reply", kind: "action", agent: null },
    { id: "plan-follow-up", title: "Note the follow-up", kind: "action", agent: null },
    { id: "remember", title: "Remember what was asked", kind: "action", agent: "crm" },
  ],
};
