import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { AppError } from "#server/kernel/errors.ts";
import { outstandingMinor } from "./rules.ts";

/** An invoice as a reminder needs it: amounts in minor units, dates as ISO texts. */
export type InvoiceToRemind = {
  invoice: {
    id: string;
    number: string | null;
    status: string;
    currency: string;
    outstandingMinor: number;
    dueAt: string | null;
  };
  contact: { id: string; name: string; email: string | null };
  /** nothing is owed on it: paid, void, or never issued */
  settled: boolean;
};

/**
 * How an invoice stands now, and who owes it.
 * @throws AppError not_found
 */
export const invoiceToRemind = defineQuery({
  name: "invoice.toRemind",
  input: z.object({ invoiceId: z.uuid() }),
  access: ["system", "agent"],
  run: async ({ tx }, { invoiceId }): Promise<InvoiceToRemind> => {
    const row = await tx.invoice.findUnique({ where: { id: invoiceId } });
    const contact = row && (await tx.contact.findUnique({ where: { id: row.contactId } }));
    if (!contact) throw new AppError("not_found", "There is no such invoice");
    const owed = outstandingMinor(row);
    return {
      invoice: {
        id: row.id,
        number: row.number ?? row.externalId,
        status: row.status,
        currency: row.currency,
        outstandingMinor: owed,
        dueAt: row.dueAt?.toISOString() ?? null,
      },
      contact: { id: contact.id, name: contact.name, email: contact.email },
      settled: row.status !== "open" || owed <= 0,
    };
  },
});
