import { z } from "zod";
import { invoicesOfContact, invoiceToRemind } from "#server/domains/invoice/index.ts";
import { defineRead, type Read } from "./contract.ts";

const invoice = defineRead({
  name: "invoice",
  description: "How an invoice stands now, who owes it, and whether it is settled.",
  input: z.strictObject({ invoiceId: z.uuid() }),
  read: ({ context }, input) => invoiceToRemind.execute(context, input),
});

const ofContact = defineRead({
  name: "invoices-of-contact",
  description: "The invoices of a contact, newest first, with what was paid and credited.",
  input: z.strictObject({ contactId: z.uuid() }),
  read: ({ context }, input) => invoicesOfContact.execute(context, input),
});

const doneInRun = defineRead({
  name: "done-in-run",
  description: "How much the run has done so far: its effects, and the mails among them.",
  input: z.strictObject({}),
  read: async ({ done }) => {
    const effects = await done();
    return { effects: effects.length, mails: effects.filter(({ action }) => action === "mail.send").length };
  },
});

/** A read whose input's type the registry cannot name; it is parsed by its own schema before use. */
// biome-ignore lint/suspicious/noExplicitAny: heterogeneous registry, see above
type AnyRead = Read<any>;

/** Everything that steps can look up. */
export const reads: readonly AnyRead[] = [invoice, ofContact, doneInRun];

const byName = new Map(reads.map((read) => [read.name, read]));

/** The read of that name, if there is one. */
export function findRead(name: string): AnyRead | undefined {
  return byName.get(name);
}
