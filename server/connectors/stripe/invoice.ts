import { type CanonicalInvoice, type CanonicalInvoiceLine, plausibleDate } from "#server/kernel/canonical-event.ts";
import { currencyOf, minorFromStripe } from "./amount.ts";
import type { StripeInvoice, StripeLine } from "./objects.ts";

const mostLines = 100;
const mostUnits = 1_000_000;

const statusOf: Record<string, CanonicalInvoice["status"]> = {
  draft: "draft",
  open: "open",
  paid: "paid",
  void: "void",
  // written off: nothing more is asked for it
  uncollectible: "void",
  deleted: "void",
};

type Amounts = StripeLine["taxes"];

function sum(amounts: Amounts, only: (amount: NonNullable<Amounts>[number]) => boolean = () => true): number {
  return (amounts ?? []).filter(only).reduce((total, { amount }) => total + (amount ?? 0), 0);
}

function lineFrom(line: StripeLine, currency: string): CanonicalInvoiceLine[] {
  const taxes = line.tax_amounts ?? line.taxes;
  const inclusive = sum(taxes, (tax) => tax.inclusive === true || tax.tax_behavior === "inclusive");
  const net = line.amount - inclusive - sum(line.discount_amounts);
  const quantity = line.quantity && line.quantity > 0 && line.quantity <= mostUnits ? line.quantity : 1;
  // our lines charge; what Stripe takes off on a line of its own is already in the total
  if (net < 0) return [];
  return [
    {
      description: line.description?.trim().slice(0, 500) || "Without a description",
      quantityMilli: quantity * 1000,
      unitMinor: minorFromStripe(Math.round(net / quantity), currency),
      taxBasisPoints: net === 0 ? 0 : Math.min(10_000, Math.max(0, Math.round((sum(taxes) / net) * 10_000))),
    },
  ];
}

/** A Stripe invoice in canonical shape, or null when it has no id, currency or total (an upcoming one has no id). */
export function invoiceFrom(invoice: StripeInvoice): CanonicalInvoice | null {
  const currency = currencyOf(invoice.currency ?? null);
  const total = invoice.total ?? invoice.amount_due;
  if (!invoice.id || !currency || total === null || total === undefined) return null;
  const minor = (amount: number) => minorFromStripe(amount, currency);
  const issued = invoice.status_transitions?.finalized_at ?? (invoice.status === "draft" ? null : invoice.created);
  return {
    externalId: invoice.id,
    number: invoice.number || null,
    currency,
    status: statusOf[invoice.status ?? ""] ?? (invoice.paid ? "paid" : "open"),
    taxMinor: minor(invoice.tax ?? sum(invoice.total_tax_amounts ?? invoice.total_taxes)),
    totalMinor: minor(total),
    issuedAt: plausibleDate(issued ? issued * 1000 : null),
    dueAt: plausibleDate(invoice.due_date ? invoice.due_date * 1000 : null),
    lines: (invoice.lines?.data ?? []).slice(0, mostLines).flatMap((line) => lineFrom(line, currency)),
  };
}
