import { z } from "zod";

const status = z.enum(["draft", "open", "paid", "void"]);

/** A look-up that a `read` step may name: what it gives, and the input that it takes. */
export type ReadMeta = { name: string; gives: string; input: z.ZodType };

/** Every look-up, by name. Whoever carries them out has one for each. */
export const readMetas = {
  contact: {
    gives: "A contact: id, name, email, company, phone, attributes",
    input: z.object({ contactId: z.uuid() }),
  },
  invoice: {
    gives: "An invoice as it stands, who owes it, and whether it is settled: {invoice, contact, settled}",
    input: z.object({ invoiceId: z.uuid() }),
  },
  "invoices-of-contact": {
    gives: "A contact's invoices, newest first, at most 200",
    input: z.object({ contactId: z.uuid() }),
  },
  invoices: {
    gives: "Invoices of the workspace, the one due first at the top, with their contacts: at most 500",
    input: z.object({ status: status.default("open"), overdue: z.boolean().default(false) }),
  },
  "messages-of-contact": {
    gives: "Messages exchanged with a contact, newest first",
    input: z.object({ contactId: z.uuid(), limit: z.int().min(1).max(50).default(10) }),
  },
  "contact-background": {
    gives:
      "What our own records tell of a contact: {contact, alike: others with its name, phone or mail domain, messages: {in, out, latest}, invoices: {count, latest}}",
    input: z.object({ contactId: z.uuid() }),
  },
  "account-statement": {
    gives:
      "What a contact owes: {contact, asOf, currencies: [{currency, openMinor, open, overdueMinor, overdue}], lines: open invoices, and those since a day}",
    input: z.object({ contactId: z.uuid(), since: z.string().nullable().default(null) }),
  },
  "billing-state": {
    gives:
      "What billing has to look after: {asOf, invoices: drafts and open ones, payments without an invoice, disputes, credits that nobody was told of}",
    input: z.object({}),
  },
  "disputed-credit": {
    gives:
      "The credit that an event disputes: {asked: {creditNote, invoice, right, reason}, credit: {number, amountMinor, currency, invoiceNumber, stands}, run: {id, title, status} that issued it, contact}; nulls where nothing is found",
    input: z.object({ eventId: z.uuid() }),
  },
  "done-in-run": {
    gives: "What this run has done so far: {mails, effects: [{action, status}]}",
    input: z.object({}),
  },
  "effects-hold": {
    gives: "Whether what this run did still stands in the records: {holds, checked, missing: [words]}",
    input: z.object({}),
  },
} as const satisfies Record<string, Omit<ReadMeta, "name">>;
export type ReadName = keyof typeof readMetas;
