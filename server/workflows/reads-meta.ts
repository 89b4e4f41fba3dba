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
  "done-in-run": {
    gives: "What this run has done so far: {mails, effects: [{action, status}]}",
    input: z.object({}),
  },
} as const satisfies Record<string, Omit<ReadMeta, "name">>;
export type ReadName = keyof typeof readMetas;
