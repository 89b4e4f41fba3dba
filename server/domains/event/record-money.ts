import type { CommandScope } from "#server/commands/define-command.ts";
import { applyToInvoice, lockInvoice, recordInvoice } from "#server/domains/invoice/index.ts";
import { recordPayment } from "#server/domains/payment/index.ts";
import type { CanonicalEvent, CanonicalInvoice, CanonicalPayment } from "#server/kernel/canonical-event.ts";
import { storableText } from "#server/kernel/json-text.ts";

/** What an integer column holds. */
const mostMinor = 2_147_483_647;
/** Two reports under different ids are one attempt when they lie no further apart. */
const sameAttemptMs = 10 * 60_000;

/** What the money part of an event made or found; `repeated` when all of it was known already. */
export type MoneyRecords = {
  invoiceId: string | null;
  paymentId: string | null;
  contactId: string | null;
  notes: string[];
  repeated: boolean;
};

type Subject = { event: { id: string; receivedAt: Date }; canonical: CanonicalEvent; contactId: string | null };

const fits = (amount: number) => Number.isInteger(amount) && amount >= 0 && amount <= mostMinor;

async function writeInvoice(
  scope: CommandScope,
  invoice: CanonicalInvoice,
  contactId: string | null,
): Promise<{ invoiceId: string | null; recorded: boolean; note?: string }> {
  if (!contactId)
    return { invoiceId: null, recorded: false, note: "Its invoice names no customer, so it was not recorded" };
  if (!fits(invoice.totalMinor) || !fits(invoice.taxMinor)) {
    return { invoiceId: null, recorded: false, note: "Its invoice has an amount that we cannot hold" };
  }
  const { externalId, currency, status, totalMinor, taxMinor, lines } = invoice;
  return recordInvoice.within(scope, {
    externalId: storableText(externalId, 255),
    ...(invoice.number ? { number: storableText(invoice.number, 64) } : {}),
    contactId,
    currency,
    status,
    totalMinor,
    taxMinor,
    ...(invoice.issuedAt ? { issuedAt: invoice.issuedAt } : {}),
    ...(invoice.dueAt ? { dueAt: invoice.dueAt } : {}),
    lines: lines.filter((line) => fits(line.unitMinor) && fits(line.quantityMilli)),
  });
}

/** The payment as an earlier event reported it: under the same id, or under an alias at about the same time. */
async function reportedBefore({ tx }: CommandScope, payment: CanonicalPayment, at: Date) {
  const { externalId, aliases, status } = payment;
  const rows = await tx.payment.findMany({ where: { status, externalId: { in: [externalId, ...aliases] } }, take: 20 });
  const near = rows.find((row) => Math.abs(row.at.getTime() - at.getTime()) <= sameAttemptMs);
  return rows.find((row) => row.externalId === externalId) ?? near ?? null;
}

async function writePayment(
  scope: CommandScope,
  { event, canonical, contactId }: Subject,
  payment: CanonicalPayment,
  invoiceId: string | null,
): Promise<{ paymentId: string | null; recorded: boolean; note?: string }> {
  if (!fits(payment.amountMinor)) {
    return { paymentId: null, recorded: false, note: "Its payment has an amount that we cannot hold" };
  }
  const at = payment.at ?? canonical.occurredAt ?? event.receivedAt;
  const before = await reportedBefore(scope, payment, at);
  if (before) {
    const linked = invoiceId !== null && before.invoiceId === null;
    if (linked) await linkPayment(scope, before, invoiceId);
    return { paymentId: before.id, recorded: linked };
  }
  return recordPayment.within(scope, {
    externalId: storableText(payment.externalId, 255),
    status: payment.status,
    amountMinor: payment.amountMinor,
    currency: payment.currency,
    ...(invoiceId ? { invoiceId } : {}),
    ...(contactId ? { contactId } : {}),
    eventId: event.id,
    ...(payment.reason ? { reason: storableText(payment.reason, 500) } : {}),
    at,
  });
}

type PaymentRecord = NonNullable<Awaited<ReturnType<typeof reportedBefore>>>;

/** A later report says which invoice an earlier payment was for. */
async function linkPayment(scope: CommandScope, payment: PaymentRecord, invoiceId: string): Promise<void> {
  const invoice = await lockInvoice(scope.tx, invoiceId);
  const { count } = await scope.tx.payment.updateMany({
    where: { id: payment.id, invoiceId: null },
    data: { invoiceId, contactId: payment.contactId ?? invoice.contactId },
  });
  if (count === 1 && payment.status === "succeeded" && payment.currency === invoice.currency) {
    await applyToInvoice(scope, invoice, { paidMinor: payment.amountMinor });
  }
}

/** Which invoice and contact an event is about where it gives only ids: looked up among what is known. */
async function lookUp({ tx }: CommandScope, canonical: CanonicalEvent) {
  const { invoiceExternalId, paymentExternalId } = canonical;
  const invoice = invoiceExternalId ? await tx.invoice.findFirst({ where: { externalId: invoiceExternalId } }) : null;
  const payment = paymentExternalId ? await tx.payment.findFirst({ where: { externalId: paymentExternalId } }) : null;
  return {
    invoiceId: invoice?.id ?? payment?.invoiceId ?? null,
    contactId: invoice?.contactId ?? payment?.contactId ?? null,
    paymentId: payment?.id ?? null,
  };
}

/**
 * Records the invoice and payment of an event. Providers report one charge by several events, in any order: what was
 * told before is found by its ids and completed, never doubled.
 */
export async function recordMoney(scope: CommandScope, subject: Subject): Promise<MoneyRecords> {
  const { canonical } = subject;
  const notes: string[] = [];
  const known = await (canonical.invoiceExternalId || canonical.paymentExternalId
    ? lookUp(scope, canonical)
    : { invoiceId: null, contactId: null, paymentId: null });
  const contactId = subject.contactId ?? known.contactId;
  const invoice = canonical.invoice ? await writeInvoice(scope, canonical.invoice, contactId) : null;
  if (invoice?.note) notes.push(invoice.note);
  const invoiceId = invoice?.invoiceId ?? known.invoiceId;
  const payment = canonical.payment
    ? await writePayment(scope, { ...subject, contactId }, canonical.payment, invoiceId)
    : null;
  if (payment?.note) notes.push(payment.note);
  const repeated = payment !== null && payment.paymentId !== null && !payment.recorded && !invoice?.recorded;
  if (repeated) notes.push("Another event reported this payment already");
  return { invoiceId, paymentId: payment?.paymentId ?? known.paymentId, contactId, notes, repeated };
}
