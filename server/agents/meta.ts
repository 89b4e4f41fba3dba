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
  /** tiers of memory that it reads and writes by itself; the operator's boundaries may say otherwise */
  memory: {
    read: readonly ("session" | "profile" | "canonical")[];
    write: readonly ("session" | "profile" | "canonical")[];
  };
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
  memory: { read: [], write: [] },
} as const satisfies AgentMeta;

/** The CRM agent: contacts, follow-ups, next step. */
export const crmMeta = {
  name: "crm",
  purpose: "Answers and welcomes people, keeps their records whole, and makes sure that nobody is forgotten.",
  intents: [
    {
      name: "draft-reply",
      purpose: "Draft an answer to an enquiry, and a follow-up.",
      offlineMethod:
        "A template: greets by name, repeats what was asked, answers from confirmed memory, asks what is missing.",
    },
    {
      name: "enrich-customer",
      purpose: "Find out what a new customer's record does not say: company, site, country, language, duplicates.",
      offlineMethod:
        "Rules over the mail domain (never a provider's), the phone prefix and our own records; each finding says how sure it is.",
    },
    {
      name: "welcome-customer",
      purpose: "Complete a new customer's record, draft the welcome, and plan the first meeting.",
      offlineMethod: "A template; only fields that are empty are filled; nobody is welcomed who was written to before.",
    },
    {
      name: "acknowledge-lead",
      purpose: "Draft the quick word that an enquiry has arrived.",
      offlineMethod: "A fixed template that holds nothing of the enquiry's own words.",
    },
    {
      name: "file-lead",
      purpose: "Complete a lead's record from its own words, and plan the answer.",
      offlineMethod:
        "Rules: a telephone number in the message, a company in the mail domain, the facts that are missing.",
    },
  ],
  actions: ["mail.send", "task.create", "contact.update"],
  memory: { read: ["profile", "canonical"], write: ["profile"] },
} as const satisfies AgentMeta;

/** The billing agent: invoices, reminders, credits. */
export const billingMeta = {
  name: "billing",
  purpose: "Checks invoices and amounts, proposes credits, reminders and statements to the cent.",
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
    {
      name: "review-billing-item",
      purpose: "Look at one item of a billing review, and propose what settles it.",
      offlineMethod: "Rules and templates with the ledger's own figures; what no action settles becomes a task.",
    },
    {
      name: "draft-statement",
      purpose: "Draft the mail that tells a customer how the account stands.",
      offlineMethod: "A template with the ledger's own figures, invoice by invoice; currencies are never added up.",
    },
  ],
  actions: ["credit-note.issue", "mail.send", "task.create"],
  memory: { read: ["profile", "canonical"], write: ["profile"] },
} as const satisfies AgentMeta;

/** The supervisor: looks after the runs themselves. */
export const supervisorMeta = {
  name: "supervisor",
  purpose:
    "Looks after the runs: finds those that failed, got stuck, are late or go in a circle, and what helps. Splits large work among workers, and checks what they bring.",
  intents: [
    {
      name: "triage-run",
      purpose: "Tell what is wrong with a run and which remedy your numbers call for.",
      offlineMethod:
        "Rules alone: retry what may pass, restart what is silent, stop circles, take back what a failed run did, and hand the rest to you.",
    },
    {
      name: "plan-billing",
      purpose: "Split what billing has to look after into work items, the most pressing first.",
      offlineMethod:
        "Rules over our own ledger: disputes, payments without an invoice, overdue invoices, credits nobody was told of, drafts.",
    },
    {
      name: "check-billing",
      purpose: "Check that every work item was answered and that the sums agree, and sum it up.",
      offlineMethod: "Counts and sums, to the cent.",
    },
  ],
  actions: [],
  memory: { read: [], write: [] },
} as const satisfies AgentMeta;

/** The research agent: gathers and cites. */
export const researchMeta = {
  name: "research",
  purpose: "Gathers what is known of somebody, and cites for each finding the record that it rests on.",
  intents: [
    {
      name: "profile-lead",
      purpose: "Gather what our records and a lead's own words tell of them.",
      offlineMethod:
        "Rules over our own records and the message: company, country, budget and time that are named, what is missing. It reads nothing outside.",
    },
  ],
  actions: [],
  memory: { read: ["profile", "canonical"], write: ["profile"] },
} as const satisfies AgentMeta;

/** The agents, in the order of the Agents page. */
export const agentMetas: readonly AgentMeta[] = [intakeMeta, crmMeta, billingMeta, researchMeta, supervisorMeta];
