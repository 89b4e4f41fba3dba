import type { Transaction } from "#server/db/transaction.ts";
import { intakeOutcomeSchema } from "#server/domains/event/schema.ts";
import { creditableMinor, creditDisputeIn } from "#server/domains/invoice/index.ts";
import { minorDigits } from "#server/kernel/money.ts";
import type { DoneEffect } from "../effects-of-run.ts";
import type { CreditFacts } from "./remedy.ts";

type Entity = { kind: string; value: string };
type InvoiceRow = Awaited<ReturnType<Transaction["invoice"]["findUniqueOrThrow"]>>;

/** "119.00 EUR" as minor units of the currency; null for another one. */
function minorOf(value: string, currency: string): number | null {
  const [figure = "", code] = value.split(" ");
  const amount = Number(figure);
  if (code !== currency || figure === "" || !Number.isFinite(amount) || amount <= 0) return null;
  return Math.round(amount * 10 ** minorDigits(currency));
}

/** The one value that the entities name; null where they name none or several. */
function only<T>(values: readonly T[]): T | null {
  const distinct = [...new Set(values)];
  return distinct.length === 1 ? (distinct[0] ?? null) : null;
}

/**
 * What should have been credited, as far as the event says it: the one amount and the one invoice that it names. Null
 * where that is no other credit than the wrong one, or more than can be credited.
 */
export function rightCredit(given: {
  entities: readonly Entity[];
  wrong: { amountMinor: number; currency: string };
  credited: InvoiceRow;
  invoices: readonly InvoiceRow[];
}): CreditFacts["right"] {
  const { entities, wrong, credited, invoices } = given;
  const numbers = entities.filter(({ kind }) => kind === "invoice_number").map(({ value }) => value.toUpperCase());
  const named = only(invoices.filter(({ number }) => number && numbers.includes(number.toUpperCase())));
  const invoice = named ?? credited;
  const amounts = entities.flatMap(({ kind, value }) =>
    kind === "money" ? (minorOf(value, wrong.currency) ?? []) : [],
  );
  const amountMinor = only(amounts) ?? wrong.amountMinor;
  const same = invoice.id === credited.id && amountMinor === wrong.amountMinor;
  if (same || invoice.currency !== wrong.currency || amountMinor > creditableMinor(invoice)) return null;
  return { invoiceId: invoice.id, invoiceNumber: numberOf(invoice), amountMinor };
}

const numberOf = (invoice: InvoiceRow) => invoice.number ?? invoice.externalId ?? "";

type Told = { type: string; payload: unknown; intake: unknown } | null;

const readIn = (intake: unknown): Entity[] =>
  (intakeOutcomeSchema.safeParse(intake).data?.entities ?? []).filter(({ confidence = 1 }) => confidence >= 0.75);

/**
 * What should have been credited by the event that a review task is about: a dispute says it in fields of its own, anything
 * else in what intake read. A dispute that names no amount leaves what was asked for at first.
 */
export async function askedCredit(tx: Transaction, event: Told, firstEventId: string | null): Promise<Entity[]> {
  const dispute = event && creditDisputeIn(event);
  if (!dispute) return readIn(event?.intake);
  const { invoice, right } = dispute;
  if (right) {
    const amount = (right.amountMinor / 10 ** minorDigits(right.currency)).toFixed(minorDigits(right.currency));
    const money = { kind: "money", value: `${amount} ${right.currency}` };
    return [money, ...(invoice ? [{ kind: "invoice_number", value: invoice }] : [])];
  }
  const first = firstEventId
    ? await tx.event.findUnique({ where: { id: firstEventId }, select: { intake: true } })
    : null;
  return readIn(first?.intake);
}

/** The credit notes that a run issued, newest first. */
export async function creditsOf(
  tx: Transaction,
  given: { effects: readonly DoneEffect[]; contactId: string | null; asked: readonly Entity[] },
): Promise<CreditFacts[]> {
  const ids = given.effects.filter(({ action }) => action === "credit-note.issue").map(({ effectId }) => effectId);
  if (ids.length === 0) return [];
  const notes = await tx.creditNote.findMany({ where: { effectId: { in: ids } } });
  const { contactId } = given;
  const invoices = contactId ? await tx.invoice.findMany({ where: { contactId, correctsId: null }, take: 200 }) : [];
  const found = ids.map(async (effectId): Promise<CreditFacts | null> => {
    const note = notes.find((candidate) => candidate.effectId === effectId);
    const credited = note && (await tx.invoice.findUnique({ where: { id: note.invoiceId } }));
    if (!note || !credited) return null;
    const stands = (await tx.invoice.count({ where: { correctsId: note.id } })) === 0;
    const wrong = { amountMinor: note.totalMinor, currency: note.currency };
    return {
      effectId,
      number: note.number,
      ...wrong,
      invoiceId: credited.id,
      invoiceNumber: numberOf(credited),
      stands,
      right: rightCredit({ entities: given.asked, wrong, credited, invoices }),
    };
  });
  return (await Promise.all(found)).filter((credit) => credit !== null);
}
