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

/** The intake agent: what a message wants. */
export const intakeMeta = {
  name: "intake",
  purpose: "Reads what comes in: who writes, what they want, and which amounts, numbers and dates they name.",
  intents: [
    {
      name: "understand-message",
      purpose: "Tell what a message wants and what it names.",
      offlineMethod:
        "Your corrections of like messages, then exact signals in the headers, then a linear classifier with calibrated confidence.",
    },
  ],
  actions: [],
} as const satisfies AgentMeta;

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
      name: "tell-refund",
      purpose: "Draft the mail that tells a customer of a credit whose amount you changed.",
      offlineMethod: "The same template, with the figures of the credit note that was issued.",
    },
    {
      name: "remind-payment",
      purpose: "Draft a reminder for an invoice whose payment failed.",
      offlineMethod: "A template with the invoice's own figures; its tone follows the number of reminders so far.",
    },
  ],
  actions: ["credit-note.issue", "mail.send"],
} as const satisfies AgentMeta;

/** The supervisor: looks after the runs themselves. */
export const supervisorMeta = {
  name: "supervisor",
  purpose: "Looks after the runs: finds those that failed, got stuck, are late or go in a circle, and what helps.",
  intents: [
    {
      name: "triage-run",
      purpose: "Tell what is wrong with a run and which remedy your numbers call for.",
      offlineMethod:
        "Rules alone: retry what may pass, restart what is silent, stop circles, take back what a failed run did, and hand the rest to you.",
    },
  ],
  actions: [],
} as const satisfies AgentMeta;

/** The agents, in the order of the Agents page. */
export const agentMetas: readonly AgentMeta[] = [intakeMeta, crmMeta, billingMeta, supervisorMeta];
