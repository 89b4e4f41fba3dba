import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { readMetas } from "#server/workflows/reads-meta.ts";
import { outstandingMinor } from "./rules.ts";

const day = 86_400_000;
/** What a review asked about is left alone for so long: a weekly review comes to it again. */
const leftAlone = 6 * day;
const lookBack = 90 * day;
const most = 500;

/** Money that came, went or is fought over. */
type Moved = { id: string; contactId: string | null; amountMinor: number | null; currency: string | null; at: Date };
type Contact = { id: string; name: string; email: string | null };

/** Ids that reviews of the last days asked about: the operator has them before them, or has decided. */
async function askedAbout(tx: Transaction, since: Date): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct e.item->>'id' as id
    from proposal p join run r on r.id = p.run_id
    cross join lateral jsonb_array_elements(p.evidence) as e(item)
    where r.workflow = 'billing-review' and not r.shadow and p.created_at > ${since} and p.status <> 'replaced'`;
  return new Set(rows.map((row) => row.id));
}

type Reminded = { invoiceId: string; reminders: number; lastAt: Date | null };

/** Mails about each invoice, and whether a run follows it up or a mail about it waits for a decision. */
async function attention(tx: Transaction, ids: readonly string[]) {
  const mails = await tx.$queryRaw<Reminded[]>`
    select input->>'invoiceId' as "invoiceId", count(*)::int as reminders, max(finished_at) as "lastAt"
    from effect where action = 'mail.send' and status = 'succeeded' and input->>'invoiceId' = any(${ids}) group by 1`;
  const waiting = await tx.$queryRaw<{ invoiceId: string }[]>`
    select input->>'invoiceId' as "invoiceId" from proposal
    where status in ('pending', 'approved') and input->>'invoiceId' = any(${ids})
    union select substring(subject from 9) from run where subject like 'invoice:%' and finished_at is null`;
  const followed = new Set(waiting.map((row) => row.invoiceId));
  return { mails: new Map(mails.map((row) => [row.invoiceId, row])), followed };
}

/** Disputes that the payment provider opened and has not closed. */
function openDisputes(tx: Transaction, since: Date) {
  return tx.$queryRaw<Moved[]>`
    select e.id, coalesce(e.contact_id, p.contact_id) as "contactId", p.amount_minor as "amountMinor", p.currency,
      e.received_at as at
    from event e left join payment p on p.id::text = e.intake->'records'->>'paymentId'
    where e.type = 'payment.disputed' and e.status = 'normalised' and e.received_at > ${since}
      and e.payload->>'type' is distinct from 'charge.dispute.closed'
      and not exists (select 1 from event closed where closed.type = 'payment.disputed'
        and closed.payload->>'type' = 'charge.dispute.closed'
        and closed.payload#>>'{data,object,id}' = e.payload#>>'{data,object,id}')
    order by e.received_at limit 50`;
}

/** Credit notes after which no mail went to the customer, and none waits. One that was taken back is not told of. */
function untoldCredits(tx: Transaction, since: Date) {
  return tx.$queryRaw<
    { id: string; number: string; invoiceId: string; contactId: string; totalMinor: number; currency: string }[]
  >`
    select n.id, n.number, n.invoice_id as "invoiceId", n.contact_id as "contactId", n.total_minor as "totalMinor", n.currency
    from credit_note n
    where n.issued_at > ${since}
      and not exists (select 1 from mail m where m.contact_id = n.contact_id and m.created_at >= n.issued_at and m.status <> 'failed')
      and not exists (select 1 from proposal p where p.contact_id = n.contact_id and p.action = 'mail.send' and p.status in ('pending', 'approved'))
      and not exists (select 1 from invoice i where i.corrects_id = n.id)
    order by n.issued_at limit 100`;
}

/**
 * What billing has to look after: drafts and open invoices, payments without an invoice, open disputes, credits that nobody
 * was told of. `handled`: a review has asked about it in the last six days, or another run follows it up. Amounts in minor units.
 */
export const billingState = defineQuery({
  name: "invoice.billingState",
  input: readMetas["billing-state"].input,
  access: ["system"],
  run: async ({ tx, context }) => {
    const now = context.clock.now();
    const since = new Date(now.getTime() - lookBack);
    const asked = await askedAbout(tx, new Date(now.getTime() - leftAlone));
    const invoices = await tx.invoice.findMany({
      where: { status: { in: ["open", "draft"] } },
      orderBy: [{ dueAt: { sort: "asc", nulls: "last" } }, { id: "asc" }],
      take: most,
    });
    const { mails, followed } = await attention(
      tx,
      invoices.map(({ id }) => id),
    );
    const payments = await tx.payment.findMany({
      where: { status: "succeeded", invoiceId: null, at: { gt: since } },
      orderBy: [{ at: "asc" }, { id: "asc" }],
      take: 100,
    });
    const disputes = await openDisputes(tx, since);
    const credits = await untoldCredits(tx, since);
    const ids = [...invoices, ...payments, ...disputes, ...credits].flatMap(({ contactId }) => contactId ?? []);
    const people = await tx.contact.findMany({
      where: { id: { in: [...new Set(ids)] } },
      select: { id: true, name: true, email: true },
    });
    const contactOf = (id: string | null): Contact | null => people.find((contact) => contact.id === id) ?? null;
    const movedMoney = ({ id, amountMinor, currency, at, contactId }: Moved) => {
      return { id, amountMinor, currency, at: at.toISOString(), contact: contactOf(contactId), handled: asked.has(id) };
    };
    return {
      asOf: now.toISOString(),
      invoices: invoices.map((row) => ({
        ...{ id: row.id, number: row.number ?? row.externalId, status: row.status, currency: row.currency },
        outstandingMinor: Math.max(0, outstandingMinor(row)),
        dueAt: row.dueAt?.toISOString() ?? null,
        createdAt: row.createdAt.toISOString(),
        contact: contactOf(row.contactId),
        reminders: mails.get(row.id)?.reminders ?? 0,
        remindedAt: mails.get(row.id)?.lastAt?.toISOString() ?? null,
        handled: followed.has(row.id) || asked.has(row.id),
      })),
      payments: payments.map(movedMoney),
      disputes: disputes.map(movedMoney),
      credits: credits.map(({ contactId, ...credit }) => {
        return { ...credit, contact: contactOf(contactId), handled: asked.has(credit.invoiceId) };
      }),
    };
  },
});
