import type { Transaction } from "#server/db/transaction.ts";
import { formatMoney } from "#server/kernel/money.ts";
import type { Today } from "./schema.ts";

type AtRisk = Today["atRisk"][number];
type RiskRow = { kind: AtRisk["kind"]; id: string; title: string; text: string | null; amountMinor: number | null };
type DatedRow = RiskRow & { at: Date; currency: string | null };

const day = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat("en", { timeZone, day: "numeric", month: "long" }).format(at);

/** One sentence on what is at risk, in the workspace's own days. */
function detailOf(row: DatedRow, timeZone: string): string {
  if (row.kind === "invoice" && row.amountMinor !== null && row.currency) {
    const open = formatMoney({ amountMinor: row.amountMinor, currency: row.currency });
    return `${open} open since ${day(row.at, timeZone)}`;
  }
  if (row.kind === "task") return `Due since ${day(row.at, timeZone)}`;
  return row.text ?? "No reason was recorded";
}

/**
 * What may go wrong without the operator: runs that failed in the last week, overdue invoices and tasks, connections
 * whose last delivery was refused. At most five of a kind, the most pressing first.
 */
export async function findAtRisk(tx: Transaction, now: Date, timeZone: string): Promise<AtRisk[]> {
  const weekAgo = new Date(now.getTime() - 7 * 24 * 3600_000);
  const rows = await tx.$queryRaw<DatedRow[]>`
    (select 'run' as kind, id, title, error->>'message' as text, null::int as "amountMinor", null as currency, finished_at as at
      from run where status = 'failed' and finished_at > ${weekAgo} order by finished_at desc limit 5)
    union all
    (select 'invoice', i.id, concat_ws(' · ', i.number, c.name), null,
        i.total_minor - i.paid_minor - i.credited_minor, i.currency, i.due_at
      from invoice i left join contact c on c.id = i.contact_id
      where i.status = 'open' and i.due_at < ${now} order by i.due_at limit 5)
    union all
    (select 'task', id, title, null, null, null, due_at
      from task where status = 'open' and due_at < ${now} order by due_at limit 5)
    union all
    (select 'connection', id, name, last_error, null, null, coalesce(last_received_at, created_at)
      from connection where enabled and last_error is not null order by 7 desc limit 5)`;
  return rows.map((row) => ({ kind: row.kind, id: row.id, title: row.title, detail: detailOf(row, timeZone) }));
}
