/** What a screen shows of an agent: data only. */
export type AgentMeta = {
  name: string;
  purpose: string;
  intents: readonly {
    name: string;
    /** what is asked, in one sentence */
    purpose: string;
    /** the method that needs no model, in words */
    offlineMethod: string;
  }[];
  /** names of the actions that its proposals may carry */
  actions: readonly string[];
};

/** The CRM agent: contacts, follow-ups, next step. */
export const crmMeta = {
  name: "crm",
  purpose: "Answers people and makes sure that nobody is forgotten.",
  intents: [
    {
      name: "draft-reply",
      purpose: "Draft an answer to an enquiry, and a follow-up.",
      offlineMethod:
        "A template: greets by name, repeats what was asked, answers from confirmed memory, asks what is missing.",
    },
  ],
  actions: ["mail.send", "task.create"],
} as const satisfies AgentMeta;

/** The billing agent: invoices, reminders, credits. */
export const billingMeta = {
  name: "billing",
  purpose: "Checks invoices and amounts, proposes credits and reminders to the cent.",
  intents: [
    {
      name: "assess-refund",
      purpose: "Find the invoice that a refund request is about, and the exact amount that may be credited.",
      offlineMethod:
        "Rules: the invoice by its number, else the latest paid one; never more than was paid and not yet credited.",
    },
    {
      name: "remind-payment",
      purpose: "Draft a reminder for an invoice whose payment failed.",
      offlineMethod: "A template with the invoice's own figures; its tone follows the number of reminders so far.",
    },
  ],
  actions: ["credit-note.issue", "mail.send"],
} as const satisfies AgentMeta;
