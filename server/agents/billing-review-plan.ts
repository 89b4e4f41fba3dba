import { z } from "zod";
import { formatMoney } from "#server/kernel/money.ts";

const person = z.object({ id: z.uuid(), name: z.string(), email: z.string().nullable() });
const amount = { amountMinor: z.int().nullable(), currency: z.string().nullable() };

/** What billing has to look after, as the look-up of that name gives it. */
export const billingFacts = z.object({
  asOf: z.iso.datetime(),
  invoices: z.array(
    z.object({
      id: z.uuid(),
      number: z.string().nullable(),
      status: z.string(),
      currency: z.string(),
      outstandingMinor: z.int(),
      dueAt: z.iso.datetime().nullable(),
      createdAt: z.iso.datetime(),
      contact: person.nullable(),
      reminders: z.int(),
      remindedAt: z.iso.datetime().nullable(),
      handled: z.boolean(),
    }),
  ),
  payments: z.array(
    z.object({ id: z.uuid(), ...amount, at: z.string(), contact: person.nullable(), handled: z.boolean() }),
  ),
  disputes: z.array(
    z.object({ id: z.uuid(), ...amount, at: z.string(), contact: person.nullable(), handled: z.boolean() }),
  ),
  credits: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      invoiceId: z.uuid(),
      totalMinor: z.int(),
      currency: z.string(),
      contact: person.nullable(),
      handled: z.boolean(),
    }),
  ),
});
export type BillingFacts = z.output<typeof billingFacts>;

/** One thing for a worker to look at; `priority` 1 comes first. Amounts in minor units. */
export const workItem = z.object({
  kind: z.enum(["disputed", "unmatched", "overdue", "untold-credit", "stale-draft"]),
  /** the dispute's event, or the payment, invoice or credit note */
  id: z.uuid(),
  priority: z.int(),
  /** its number or what it is */
  label: z.string(),
  amountMinor: z.int(),
  currency: z.string(),
  contact: person.nullable(),
  dueAt: z.iso.datetime().nullable().default(null),
  reminders: z.int().default(0),
  /** the invoice that a payment could be for, or that a credit is on */
  invoice: z.object({ id: z.uuid(), number: z.string().nullable() }).nullable().default(null),
});
export type WorkItem = z.output<typeof workItem>;
export type Sum = { currency: string; amountMinor: number };

/** More are left for the next review: all that are proposed wait side by side, and ten is what a run carries out at once. */
const mostItems = 10;
const day = 86_400_000;
const betweenReminders = 7 * day;
const draftRests = 3 * day;

const age = (from: string, to: string) => Date.parse(to) - Date.parse(from);

function overdueItems({ asOf, invoices }: BillingFacts): WorkItem[] {
  return invoices.flatMap((row): WorkItem[] => {
    const { id, number, currency, outstandingMinor, dueAt, remindedAt, reminders, contact } = row;
    const late = row.status === "open" && outstandingMinor > 0 && dueAt !== null && age(dueAt, asOf) > 0;
    const reminded = remindedAt !== null && age(remindedAt, asOf) < betweenReminders;
    if (!late || reminded || row.handled) return [];
    const label = `Invoice ${number ?? "without a number"}`;
    const facts = { id, label, currency, contact, dueAt, reminders, invoice: { id, number } };
    return [{ ...facts, kind: "overdue", priority: 3, amountMinor: outstandingMinor }];
  });
}

function draftItems({ asOf, invoices }: BillingFacts): WorkItem[] {
  return invoices.flatMap((row): WorkItem[] => {
    if (row.status !== "draft" || row.handled || age(row.createdAt, asOf) < draftRests) return [];
    const { id, number, currency, outstandingMinor: amountMinor, contact } = row;
    const facts = { id, label: number ? `Draft ${number}` : "A draft", currency, amountMinor, contact };
    return [{ ...facts, kind: "stale-draft", priority: 5, dueAt: null, reminders: 0, invoice: { id, number } }];
  });
}

/** The one open invoice that asks for exactly this amount: of the payer's, else of anybody's. */
function matching(invoices: BillingFacts["invoices"], payment: BillingFacts["payments"][number]) {
  const same = invoices.filter(
    (row) =>
      row.status === "open" &&
      row.outstandingMinor === payment.amountMinor &&
      row.currency === payment.currency &&
      (payment.contact === null || row.contact?.id === payment.contact.id),
  );
  const [only] = same;
  return only && same.length === 1 ? { id: only.id, number: only.number } : null;
}

function paymentItems({ invoices, payments }: BillingFacts): WorkItem[] {
  return payments.flatMap((payment): WorkItem[] => {
    const { id, amountMinor, currency, contact, handled } = payment;
    if (handled || amountMinor === null || currency === null) return [];
    const facts = { id, label: "A payment without an invoice", amountMinor, currency, contact };
    const invoice = matching(invoices, payment);
    return [{ ...facts, kind: "unmatched", priority: 2, dueAt: null, reminders: 0, invoice }];
  });
}

function disputeItems({ disputes }: BillingFacts): WorkItem[] {
  return disputes.flatMap(({ handled, at: _, amountMinor, currency, ...facts }): WorkItem[] => {
    if (handled) return [];
    const known = { amountMinor: amountMinor ?? 0, currency: currency ?? "EUR" };
    const rest = { dueAt: null, reminders: 0, invoice: null };
    return [{ ...facts, ...known, ...rest, kind: "disputed", priority: 1, label: "A disputed payment" }];
  });
}

function creditItems({ credits }: BillingFacts): WorkItem[] {
  return credits.flatMap(({ handled, totalMinor, number, invoiceId, ...facts }): WorkItem[] => {
    if (handled) return [];
    const told = { label: `Credit note ${number}`, amountMinor: totalMinor, dueAt: null, reminders: 0 };
    return [{ ...facts, ...told, kind: "untold-credit", priority: 4, invoice: { id: invoiceId, number: null } }];
  });
}

/** Splits billing's state into work items: by priority, then by amount. */
export function splitWork(facts: BillingFacts): { items: WorkItem[]; left: number } {
  const all = [
    ...disputeItems(facts),
    ...paymentItems(facts),
    ...overdueItems(facts),
    ...creditItems(facts),
    ...draftItems(facts),
  ].sort((a, b) => a.priority - b.priority || b.amountMinor - a.amountMinor || a.id.localeCompare(b.id));
  return { items: all.slice(0, mostItems), left: Math.max(0, all.length - mostItems) };
}

/** Sums by currency, which are never added to one another. */
export function sumsOf(amounts: readonly Sum[]): Sum[] {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return [...sums]
    .map(([currency, amountMinor]) => ({ currency, amountMinor }))
    .sort((a, b) => a.currency.localeCompare(b.currency));
}

/** "€1,785.00 and $20.00"; "nothing" for none. */
export function sumWords(sums: readonly Sum[]): string {
  return sums.map((sum) => formatMoney(sum)).join(" and ") || "nothing";
}
