import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { Prisma } from "#server/db/generated/client.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { moneyOf } from "#server/kernel/money.ts";
import { conditionsOf, inQueue } from "./queue-conditions.ts";
import { type QueueCursor, queuePlace, readQueueCursor, writeQueueCursor, type Yardstick } from "./queue-order.ts";
import { type QueueFilter, type QueuePage, type QueueRow, queueFilterSchema, queueSortSchema } from "./schema.ts";

/** the first page is small, so that it is seen at once; those that follow are fetched before they are reached */
const firstPage = 60;
const furtherPage = 200;

type State = { largest: Record<string, number> | null; snoozed: number; returnsAt: Date | null };

/** The largest sum that waits in each currency, whatever the filter, and what is put off. */
async function readState(tx: Transaction, now: Date): Promise<State> {
  const [state] = await tx.$queryRaw<State[]>`
    with open as (select stake_currency, abs(stake_minor) as sum, snoozed_until from proposal
      where status = 'pending' and expires_at > ${now}::timestamptz)
    select (select json_object_agg(stake_currency, most) from (select stake_currency, max(sum) as most from open
        where stake_currency is not null and sum is not null group by 1) as largest) as largest,
      count(*)::int as snoozed, min(snoozed_until) as "returnsAt"
    from open where snoozed_until > ${now}::timestamptz`;
  return state ?? { largest: null, snoozed: 0, returnsAt: null };
}

type Found = Omit<QueueRow, "contact" | "stake"> & {
  contactId: string | null;
  contactName: string | null;
  stakeMinor: number | null;
  stakeCurrency: string | null;
  band: number;
  weight: number;
  moment: number;
  total: number;
};

type Search = {
  filter: QueueFilter;
  sort: z.infer<typeof queueSortSchema>;
  now: Date;
  yardstick: Yardstick;
  after: QueueCursor["key"] | null;
  limit: number;
};

function findRows(tx: Transaction, { filter, sort, now, yardstick, after, limit }: Search): Promise<Found[]> {
  const workflow = Prisma.sql`(select r.workflow from run r where r.id = p.run_id)`;
  const conditions = Prisma.join(Object.values(conditionsOf(filter, workflow)), " and ");
  const place = queuePlace(sort, new Date(yardstick.now), Prisma.sql`${JSON.stringify(yardstick.largest)}::jsonb`);
  const [band, weight, moment, id] = after ?? [];
  const later = after
    ? Prisma.sql`(band, weight, moment, id) > (${band}::int, ${weight}::float8, ${moment}::float8, ${id}::uuid)`
    : Prisma.sql`true`;
  return tx.$queryRaw<Found[]>`
    with matching as materialized (
      select p.id, ${place} from proposal p where ${inQueue(filter, now)} and ${conditions}),
    page as (select * from matching where ${later} order by band, weight, moment, id limit ${limit})
    select p.id, p.title, p.agent, p.action, coalesce(r.workflow, '') as workflow, p.risk, p.taint, p.sampled,
      p.contact_id as "contactId", c.name as "contactName", p.stake_minor as "stakeMinor",
      p.stake_currency as "stakeCurrency", p.created_at as "createdAt", p.expires_at as "expiresAt",
      case when p.snoozed_until > ${now}::timestamptz then p.snoozed_until end as "snoozedUntil",
      page.band, page.weight, page.moment, (select count(*)::int from matching) as total
    from page join proposal p on p.id = page.id
    left join run r on r.id = p.run_id left join contact c on c.id = p.contact_id
    order by page.band, page.weight, page.moment, page.id`;
}

function rowOf(found: Found): QueueRow {
  const {
    contactId,
    contactName,
    stakeMinor,
    stakeCurrency,
    band: _,
    weight: _w,
    moment: _m,
    total: _t,
    ...row
  } = found;
  return {
    ...row,
    contact: contactId && contactName !== null ? { id: contactId, name: contactName } : null,
    stake: moneyOf(stakeMinor, stakeCurrency),
  };
}

/** The queue: what waits for the operator, in the order asked for, a page at a time. The cards are read one by one. */
export const readQueue = defineQuery({
  name: "proposal.queue",
  input: queueFilterSchema.extend({
    sort: queueSortSchema.default("urgent"),
    cursor: z.string().max(4000).nullish(),
    limit: z.int().min(1).max(furtherPage).optional(),
  }),
  access: ["operator"],
  run: async ({ tx, context }, { sort, cursor, limit, ...filter }): Promise<QueuePage> => {
    const now = context.clock.now();
    const from = cursor ? readQueueCursor(cursor) : null;
    const state = await readState(tx, now);
    const yardstick = from ?? { now: now.getTime(), largest: state.largest ?? {} };
    const size = limit ?? (from ? furtherPage : firstPage);
    const found = await findRows(tx, { filter, sort, now, yardstick, after: from?.key ?? null, limit: size + 1 });
    const page = found.slice(0, size);
    const last = page.at(-1);
    const place = { now: yardstick.now, largest: yardstick.largest };
    return {
      items: page.map(rowOf),
      nextCursor:
        last && found.length > size
          ? writeQueueCursor({ ...place, key: [last.band, last.weight, last.moment, last.id] })
          : null,
      total: last?.total ?? 0,
      snoozed: state.snoozed,
      returnsAt: state.returnsAt,
    };
  },
});
