import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { type Money, minorDigits } from "#server/kernel/money.ts";

/** The type of an event that says that a credit was wrong. */
const disputeType = "billing.credit-disputed";

const text = z.string().trim().min(1).max(500).nullish().catch(null);
const disputeShape = z.object({
  data: z.object({
    creditNote: text,
    invoice: text,
    amountMinor: z.int().positive().nullish().catch(null),
    amount: z
      .union([z.number().positive(), z.string().trim().max(40)])
      .nullish()
      .catch(null),
    currency: text,
    reason: text,
  }),
});
type Fields = z.output<typeof disputeShape>["data"];

/** What a dispute says: the credit note or invoice that it names, what would have been right, and why. */
export type CreditDispute = {
  creditNote: string | null;
  invoice: string | null;
  right: Money | null;
  reason: string | null;
};

/** `amountMinor` with `currency`; or `amount` as 119, "119.00" with `currency`, or "119.00 EUR". */
function rightOf({ amountMinor, amount, currency }: Fields): Money | null {
  const [figure = "", own] = String(amount ?? "").split(/\s+/);
  const code = (own ?? currency ?? "").toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) return null;
  if (amountMinor) return { amountMinor, currency: code };
  if (!/^\d{1,9}(\.\d{1,3})?$/.test(figure) || Number(figure) <= 0) return null;
  return { amountMinor: Math.round(Number(figure) * 10 ** minorDigits(code)), currency: code };
}

/** Reads a dispute of a credit from an event's payload; null where the event is none. Pure. */
export function creditDisputeIn(event: { type: string; payload: unknown }): CreditDispute | null {
  if (event.type !== disputeType) return null;
  const fields = disputeShape.safeParse(event.payload).data?.data;
  if (!fields) return { creditNote: null, invoice: null, right: null, reason: null };
  const { creditNote, invoice, reason } = fields;
  return { creditNote: creditNote ?? null, invoice: invoice ?? null, right: rightOf(fields), reason: reason ?? null };
}

/** A disputed credit as the ledger has it, with the run that issued it; nulls where it cannot be found. */
export type DisputedCredit = {
  asked: CreditDispute;
  credit: { number: string; amountMinor: number; currency: string; invoiceNumber: string; stands: boolean } | null;
  run: { id: string; title: string; status: string } | null;
  contact: { id: string; name: string } | null;
};

/** The credit note that a dispute names; of an invoice the newest, one that stands before one that is taken back. */
async function noteOf(tx: Transaction, { creditNote, invoice }: CreditDispute) {
  if (creditNote) return tx.creditNote.findFirst({ where: { number: { equals: creditNote, mode: "insensitive" } } });
  if (!invoice) return null;
  const credited = await tx.invoice.findFirst({
    where: { number: { equals: invoice, mode: "insensitive" }, correctsId: null },
    select: { id: true },
  });
  if (!credited) return null;
  const notes = await tx.creditNote.findMany({
    where: { invoiceId: credited.id },
    orderBy: { number: "desc" },
    take: 50,
  });
  const corrected = await tx.invoice.findMany({
    where: { correctsId: { in: notes.map(({ id }) => id) } },
    select: { correctsId: true },
  });
  return notes.find(({ id }) => corrected.every(({ correctsId }) => correctsId !== id)) ?? notes[0] ?? null;
}

/** Looks up the credit that an event disputes, and the run that issued it. */
export const disputedCredit = defineQuery({
  name: "invoice.disputedCredit",
  input: z.object({ eventId: z.uuid() }),
  access: ["system", "operator"],
  run: async ({ tx }, { eventId }): Promise<DisputedCredit> => {
    const event = await tx.event.findUnique({ where: { id: eventId }, select: { type: true, payload: true } });
    const asked = (event && creditDisputeIn(event)) ?? { creditNote: null, invoice: null, right: null, reason: null };
    const note = await noteOf(tx, asked);
    if (!note) return { asked, credit: null, run: null, contact: null };
    const invoice = await tx.invoice.findUnique({ where: { id: note.invoiceId } });
    const effect = note.effectId
      ? await tx.effect.findUnique({ where: { id: note.effectId }, select: { runId: true } })
      : null;
    const select = { id: true, title: true, status: true } as const;
    const stands = (await tx.invoice.count({ where: { correctsId: note.id } })) === 0;
    const { number, totalMinor: amountMinor, currency } = note;
    return {
      asked,
      credit: { number, amountMinor, currency, stands, invoiceNumber: invoice?.number ?? invoice?.externalId ?? "" },
      run: effect && (await tx.run.findUnique({ where: { id: effect.runId }, select })),
      contact: await tx.contact.findUnique({ where: { id: note.contactId }, select: { id: true, name: true } }),
    };
  },
});
