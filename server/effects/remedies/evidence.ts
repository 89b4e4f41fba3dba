import type { Transaction } from "#server/db/transaction.ts";
import { receivedTitle } from "#server/domains/event/index.ts";
import { type Evidence, evidenceSchema } from "#server/domains/proposal/schema.ts";
import { formatMoney } from "#server/kernel/money.ts";
import type { ReviewFacts } from "./remedy.ts";

const label = (text: string) => text.slice(0, 200);

async function eventEvidence(tx: Transaction, { event, contact }: ReviewFacts): Promise<Evidence[]> {
  const row = event && (await tx.event.findUnique({ where: { id: event.id }, select: { kind: true, type: true } }));
  if (!event || !row) return [];
  const message = await tx.message.findFirst({ where: { eventId: event.id }, select: { subject: true, body: true } });
  const title = receivedTitle({ ...row, contact: contact?.name ?? null, message });
  return [{ kind: "event", id: event.id, label: label(title) }];
}

/** Invoices of correcting documents too: where the amounts of a credit can be looked up. */
async function invoiceEvidence(tx: Transaction, { credits }: ReviewFacts): Promise<Evidence[]> {
  const found = await Promise.all(
    credits.map(async (credit): Promise<Evidence[]> => {
      const amount = formatMoney(credit);
      const note = await tx.creditNote.findUnique({ where: { effectId: credit.effectId }, select: { id: true } });
      const correction = note && (await tx.invoice.findUnique({ where: { correctsId: note.id } }));
      const credited = `${credit.invoiceNumber}, credited ${amount} by ${credit.number}`;
      return [
        { kind: "invoice", id: credit.invoiceId, label: label(credited) },
        ...(correction
          ? [
              {
                kind: "invoice" as const,
                id: correction.id,
                label: `${correction.number ?? ""}, which takes the credit back`,
              },
            ]
          : []),
        ...(credit.right && credit.right.invoiceId !== credit.invoiceId
          ? [{ kind: "invoice" as const, id: credit.right.invoiceId, label: credit.right.invoiceNumber }]
          : []),
      ];
    }),
  );
  return found.flat();
}

/** Where the operator can look it up: what was stored with the task, then the event, the run, the contact and invoices. */
export async function evidenceOf(tx: Transaction, stored: unknown, facts: ReviewFacts): Promise<Evidence[]> {
  const { run, contact } = facts;
  const all: Evidence[] = [
    ...(evidenceSchema.array().safeParse(stored).data ?? []),
    ...(await eventEvidence(tx, facts)),
    ...(run ? [{ kind: "run" as const, id: run.id, label: label(run.title) }] : []),
    ...(contact ? [{ kind: "contact" as const, id: contact.id, label: label(contact.name) }] : []),
    ...(await invoiceEvidence(tx, facts)),
  ];
  return [...new Map(all.map((item) => [`${item.kind}:${item.id}`, item])).values()];
}
