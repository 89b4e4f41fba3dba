import type { CommandScope } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { reopenedStatusOf, statusOf } from "./rules.ts";

/** An invoice's row. */
export type InvoiceRecord = NonNullable<Awaited<ReturnType<CommandScope["tx"]["invoice"]["findUnique"]>>>;

/**
 * Locks an invoice for a change of its amounts.
 * @throws AppError not_found
 */
export async function lockInvoice(tx: CommandScope["tx"], invoiceId: string): Promise<InvoiceRecord> {
  await tx.$queryRaw`select 1 from invoice where id = ${invoiceId}::uuid for update`;
  const invoice = await tx.invoice.findUnique({ where: { id: invoiceId } });
  if (!invoice) throw new AppError("not_found", "There is no such invoice");
  return invoice;
}

/**
 * Adds payments or credits to an invoice that the caller holds locked: amounts, status and version change together, and
 * `invoice.settled` is emitted when nothing is owed any more.
 */
export async function applyToInvoice(
  scope: CommandScope,
  invoice: InvoiceRecord,
  change: { paidMinor?: number; creditedMinor?: number },
): Promise<void> {
  const balance = {
    totalMinor: invoice.totalMinor,
    paidMinor: invoice.paidMinor + (change.paidMinor ?? 0),
    creditedMinor: invoice.creditedMinor + (change.creditedMinor ?? 0),
  };
  const status = statusOf(invoice.status, balance);
  await scope.tx.invoice.update({
    where: { id: invoice.id },
    data: {
      paidMinor: balance.paidMinor,
      creditedMinor: balance.creditedMinor,
      status,
      version: { increment: 1 },
    },
  });
  scope.changed({ topic: "invoice", id: invoice.id });
  if (invoice.status === "open" && status !== "open") {
    await scope.emit("invoice.settled", { workspaceId: scope.context.workspaceId, invoiceId: invoice.id });
  }
}

/**
 * Takes a credit off an invoice that the caller holds locked: what it had settled is owed again, so a void or paid invoice
 * may be open again. Nothing is emitted: that it was settled once is history.
 */
export async function withoutCredit(scope: CommandScope, invoice: InvoiceRecord, amountMinor: number): Promise<void> {
  const { totalMinor, paidMinor, status } = invoice;
  const creditedMinor = invoice.creditedMinor - amountMinor;
  if (creditedMinor < 0) throw new AppError("precondition", "Less than this is credited on the invoice");
  await scope.tx.invoice.update({
    where: { id: invoice.id },
    data: {
      creditedMinor,
      status: reopenedStatusOf(status, { totalMinor, paidMinor, creditedMinor }),
      version: { increment: 1 },
    },
  });
  scope.changed({ topic: "invoice", id: invoice.id });
}
