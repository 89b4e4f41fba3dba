import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";

/** An invoice as agents judge it: ids, state and amounts in minor units; dates as ISO texts. */
export type JudgedInvoice = {
  id: string;
  number: string | null;
  status: string;
  currency: string;
  totalMinor: number;
  paidMinor: number;
  creditedMinor: number;
  issuedAt: string | null;
};

/** A contact's invoices, newest first, at most 200. */
export const invoicesOfContact = defineQuery({
  name: "invoice.ofContact",
  input: z.object({ contactId: z.uuid() }),
  access: ["system", "agent"],
  run: async ({ tx }, { contactId }): Promise<JudgedInvoice[]> => {
    const rows = await tx.invoice.findMany({ where: { contactId }, orderBy: { createdAt: "desc" }, take: 200 });
    return rows.map((row) => ({
      id: row.id,
      number: row.number,
      status: row.status,
      currency: row.currency,
      totalMinor: row.totalMinor,
      paidMinor: row.paidMinor,
      creditedMinor: row.creditedMinor,
      issuedAt: row.issuedAt?.toISOString() ?? null,
    }));
  },
});
