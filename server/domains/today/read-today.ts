import { Prisma } from "#server/db/generated/client.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { queuePlace, waitsNow } from "#server/domains/proposal/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { RiskRow } from "./at-risk.ts";

const shown = 5;
const day = 24 * 3600_000;

/** Today's figures as the database gives them; times inside JSON are ISO 8601 texts. */
export type TodayRow = {
  name: string;
  timeZone: string;
  empty: boolean;
  waitingCount: number;
  doneCount: number;
  waiting: {
    id: string;
    title: string;
    contact: string | null;
    amountMinor: number | null;
    currency: string | null;
    expiresAt: string;
  }[];
  reviewTasks: { id: string; title: string; createdAt: string }[];
  done: { id: string; title: string; runId: string; at: string }[];
  atRisk: RiskRow[];
  activity: { day: string; events: number; effects: number }[];
};

/**
 * Reads the start page in one statement, because every screen's frame shows a part of it. Waiting: as the queue orders
 * what is urgent. Done: the last 24 hours. At risk:
 * runs that failed in the last week, overdue invoices and tasks, connections whose last delivery was refused, outside systems that do not answer, dead letters; at most five
 * of a kind, the most pressing first. Activity: the last seven days of the workspace's own time zone.
 */
export async function readToday(tx: Transaction, now: Date): Promise<TodayRow> {
  const since = new Date(now.getTime() - day);
  const weekAgo = new Date(now.getTime() - 7 * day);
  const rows = await tx.$queryRaw<TodayRow[]>`
    with here as (select name, time_zone as zone, (${now}::timestamptz at time zone time_zone)::date - 6 as first from workspace),
    start as (select (first::timestamp at time zone zone) as at from here),
    largest as (
      select coalesce(jsonb_object_agg(currency, most), '{}') as sums from (
        select stake_currency as currency, max(abs(stake_minor)) as most from proposal
        where status = 'pending' and expires_at > ${now} and stake_minor is not null and stake_currency is not null group by 1) as s),
    waiting as (
      select p.id, p.title, c.name as contact, p.stake_minor as "amountMinor", p.stake_currency as currency,
        p.expires_at as "expiresAt", ${queuePlace("urgent", now, Prisma.sql`(select sums from largest)`)}
      from proposal p left join contact c on c.id = p.contact_id
      where ${waitsNow(now)} order by band, weight, moment, p.id limit ${shown}),
    review as (
      select id, title, created_at as "createdAt" from escalation
      where status = 'open' order by created_at desc, id desc limit ${shown}),
    done as (
      select e.id, p.title, e.run_id as "runId", e.finished_at as at
      from effect e join proposal p on p.id = e.proposal_id
      where e.status = 'succeeded' and e.finished_at > ${since} order by e.finished_at desc limit ${shown}),
    risk as (
      (select 'run' as kind, id::text, title, error->>'message' as text, null::int as "amountMinor", null as currency, finished_at as at
        from run where status = 'failed' and not shadow and finished_at > ${weekAgo} order by finished_at desc limit ${shown})
      union all
      (select 'invoice', i.id::text, concat_ws(' · ', i.number, c.name), null,
          i.total_minor - i.paid_minor - i.credited_minor, i.currency, i.due_at
        from invoice i left join contact c on c.id = i.contact_id
        where i.status = 'open' and i.due_at < ${now} order by i.due_at limit ${shown})
      union all
      (select 'task', id::text, title, null, null, null, due_at
        from task where status = 'open' and due_at < ${now} order by due_at limit ${shown})
      union all
      (select 'connection', id::text, name, last_error, null, null, coalesce(last_received_at, created_at) as at
        from connection where enabled and last_error is not null order by at desc limit ${shown})
      union all
      (select 'circuit', target, target, last_error, null, null, opened_at
        from circuit where state <> 'closed' order by opened_at limit ${shown})
      union all
      (select 'dead-letter', 'open', count(*)::text, null, null, null, max(created_at)
        from dead_letter where status = 'open' having count(*) > 0)),
    events as (
      select (received_at at time zone (select zone from here))::date as day, count(*)::int as n
      from event where received_at >= (select at from start) group by 1),
    effects as (
      select (finished_at at time zone (select zone from here))::date as day, count(*)::int as n
      from effect where status = 'succeeded' and finished_at >= (select at from start) group by 1),
    activity as (
      select to_char(here.first + step, 'YYYY-MM-DD') as day, coalesce(events.n, 0) as events, coalesce(effects.n, 0) as effects
      from here cross join generate_series(0, 6) as step
      left join events on events.day = here.first + step
      left join effects on effects.day = here.first + step
      order by step)
    select name, zone as "timeZone", not exists (select 1 from event) as empty,
      (select count(*)::int from proposal p where ${waitsNow(now)}) as "waitingCount",
      (select count(*)::int from effect where status = 'succeeded' and finished_at > ${since}) as "doneCount",
      (select coalesce(json_agg(waiting), '[]') from waiting) as waiting,
      (select coalesce(json_agg(review), '[]') from review) as "reviewTasks",
      (select coalesce(json_agg(done), '[]') from done) as done,
      (select coalesce(json_agg(risk), '[]') from risk) as "atRisk",
      (select coalesce(json_agg(activity), '[]') from activity) as activity
    from here`;
  const row = rows[0];
  if (!row) throw new AppError("not_found", "There is no such workspace");
  return row;
}
