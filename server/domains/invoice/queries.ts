import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type InvoiceDetail, type InvoiceRow, invoiceDetailSchema, invoiceRowSchema } from "./schema.ts";

type Row = { contactId: string };

async function withContacts<R extends Row>(tx: Transaction, rows: readonly R[]) {
  const contacts = await tx.contact.findMany({
    where: { id: { in: rows.map((row) => row.contactId) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(contacts.map((contact) => [contact.id, contact.name]));
  return rows.map((row) => ({ ...row, contact: { id: row.contactId, name: nameOf.get(row.contactId) ?? "" } }));
}

/** Invoices, newest first, a page at a time. */
export const listInvoices = defineQuery({
  name: "invoice.list",
  input: z.object({
    status: z.enum(["draft", "open", "paid", "void"]).optional(),
    contactId: z.uuid().optional(),
    cursor: z.uuid().optional(),
    limit: z.int().min(1).max(100).default(50),
  }),
  access: ["operator"],
  run: async ({ tx }, input): Promise<{ invoices: InvoiceRow[]; nextCursor: string | null }> => {
    const rows = await tx.invoice.findMany({
      where: {
        ...(input.status ? { status: input.status } : {}),
        ...(input.contactId ? { contactId: input.contactId } : {}),
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: input.limit + 1,
      ...(input.cursor ? { cursor: { id: input.cursor }, skip: 1 } : {}),
    });
    const page = rows.slice(0, input.limit);
    const invoices = (await withContacts(tx, page)).map((row) => invoiceRowSchema.parse(row));
    return { invoices, nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null };
  },
});

/** One invoice with its lines, credit notes and payments. */
export const getInvoice = defineQuery({
  name: "invoice.get",
  input: z.object({ invoiceId: z.uuid() }),
  access: ["operator", "system", "agent"],
  run: async ({ tx }, { invoiceId }): Promise<InvoiceDetail> => {
    const row = await tx.invoice.findUnique({
      where: { id: invoiceId },
      include: { lines: { orderBy: { position: "asc" } } },
    });
    if (!row) throw new AppError("not_found", "There is no such invoice");
    const [invoice] = await withContacts(tx, [row]);
    const creditNotes = await tx.creditNote.findMany({ where: { invoiceId }, orderBy: { issuedAt: "asc" } });
    const payments = await tx.payment.findMany({ where: { invoiceId }, orderBy: { at: "asc" } });
    return invoiceDetailSchema.parse({ ...invoice, creditNotes, payments });
  },
});
