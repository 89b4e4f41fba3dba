import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { findAtRisk } from "./at-risk.ts";
import type { Today } from "./schema.ts";

type Head = { name: string; timeZone: string; empty: boolean; waitingCount: number; doneCount: number };

const shown = 5;

async function readHead(tx: Transaction, now: Date, since: Date): Promise<Head> {
  const rows = await tx.$queryRaw<Head[]>`
    select name, time_zone as "timeZone", not exists (select 1 from event) as empty,
      (select count(*)::int from proposal where status = 'pending' and expires_at > ${now}) as "waitingCount",
      (select count(*)::int from effect where status = 'succeeded' and finished_at > ${since}) as "doneCount"
    from workspace`;
  const head = rows[0];
  if (!head) throw new AppError("not_found", "There is no such workspace");
  return head;
}

type WaitingRow = {
  id: string;
  title: string;
  contact: string | null;
  amountMinor: number | null;
  currency: string | null;
  expiresAt: Date;
};

async function readWaiting(tx: Transaction, now: Date): Promise<Today["waiting"]> {
  const rows = await tx.$queryRaw<WaitingRow[]>`
    select p.id, p.title, c.name as contact, p.stake_minor as "amountMinor", p.stake_currency as currency,
      p.expires_at as "expiresAt"
    from proposal p left join contact c on c.id = p.contact_id
    where p.status = 'pending' and p.expires_at > ${now} order by p.created_at, p.id limit ${shown}`;
  return rows.map(({ amountMinor, currency, ...row }) => ({
    ...row,
    stake: amountMinor !== null && currency ? { amountMinor, currency } : null,
  }));
}

function readDone(tx: Transaction, since: Date): Promise<Today["done"]> {
  return tx.$queryRaw<Today["done"]>`
    select e.id, p.title, e.run_id as "runId", e.finished_at as at
    from effect e join proposal p on p.id = e.proposal_id
    where e.status = 'succeeded' and e.finished_at > ${since} order by e.finished_at desc limit ${shown}`;
}

/** Events received and effects that succeeded on each of the last seven days of the workspace's time zone. */
function readActivity(tx: Transaction, now: Date, zone: string): Promise<Today["activity"]> {
  return tx.$queryRaw<Today["activity"]>`
    with first as (select (${now}::timestamptz at time zone ${zone})::date - 6 as day),
    start as (select (day::timestamp at time zone ${zone}) as at from first),
    events as (
      select (received_at at time zone ${zone})::date as day, count(*)::int as n
      from event where received_at >= (select at from start) group by 1),
    effects as (
      select (finished_at at time zone ${zone})::date as day, count(*)::int as n
      from effect where status = 'succeeded' and finished_at >= (select at from start) group by 1)
    select to_char(first.day + step, 'YYYY-MM-DD') as day, coalesce(events.n, 0) as events, coalesce(effects.n, 0) as effects
    from first cross join generate_series(0, 6) as step
    left join events on events.day = first.day + step
    left join effects on effects.day = first.day + step
    order by step`;
}

/** The start page in six small reads: what needs the operator, what was done in the last 24 hours, what is at risk. */
export const getToday = defineQuery({
  name: "today.get",
  input: z.void(),
  access: ["operator"],
  run: async ({ tx, context }): Promise<Today> => {
    const now = context.clock.now();
    const since = new Date(now.getTime() - 24 * 3600_000);
    const head = await readHead(tx, now, since);
    return {
      workspaceName: head.name,
      empty: head.empty,
      waiting: await readWaiting(tx, now),
      waitingCount: head.waitingCount,
      reviewTasks: await tx.escalation.findMany({
        where: { status: "open" },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: shown,
        select: { id: true, title: true, createdAt: true },
      }),
      done: await readDone(tx, since),
      doneCount: head.doneCount,
      atRisk: await findAtRisk(tx, now, head.timeZone),
      activity: await readActivity(tx, now, head.timeZone),
    };
  },
});
