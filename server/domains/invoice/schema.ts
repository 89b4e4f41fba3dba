import { z } from "zod";

/** Amounts are integer minor units of `currency`. */
export const invoiceRowSchema = z.object({
  id: z.string(),
  number: z.string().nullable(),
  contact: z.object({ id: z.string(), name: z.string() }),
  currency: z.string(),
  status: z.enum(["draft", "open", "paid", "void"]),
  totalMinor: z.int(),
  paidMinor: z.int(),
  creditedMinor: z.int(),
  issuedAt: z.date().nullable(),
  dueAt: z.date().nullable(),
});
export type InvoiceRow = z.infer<typeof invoiceRowSchema>;

export const invoiceDetailSchema = invoiceRowSchema.extend({
  netMinor: z.int(),
  taxMinor: z.int(),
  version: z.int(),
  lines: z.array(
    z.object({
      description: z.string(),
      /** thousandths of a unit */
      quantityMilli: z.int(),
      unitMinor: z.int(),
      /** hundredths of a percent */
      taxBasisPoints: z.int(),
      netMinor: z.int(),
      taxMinor: z.int(),
    }),
  ),
  creditNotes: z.array(
    z.object({ id: z.string(), number: z.string(), totalMinor: z.int(), reason: z.string(), issuedAt: z.date() }),
  ),
  payments: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      amountMinor: z.int(),
      currency: z.string(),
      at: z.date(),
      reason: z.string().nullable(),
    }),
  ),
});
export type InvoiceDetail = z.infer<typeof invoiceDetailSchema>;

/** One line to be charged. */
export const invoiceLineInputSchema = z.object({
  description: z.string().trim().min(1).max(500),
  /** thousandths of a unit */
  quantityMilli: z.int().min(1).max(1_000_000_000),
  unitMinor: z.int().min(0).max(2_147_483_647),
  /** hundredths of a percent */
  taxBasisPoints: z.int().min(0).max(10_000),
});
