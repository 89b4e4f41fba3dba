import { Prisma } from "#server/db/generated/client.ts";
import type { QueueFilter } from "./schema.ts";

/** Whether `p` waits for the operator now: undecided, in time, and not put off. */
export function waitsNow(now: Date): Prisma.Sql {
  return Prisma.sql`p.status = 'pending' and p.expires_at > ${now}::timestamptz
    and (p.snoozed_until is null or p.snoozed_until <= ${now}::timestamptz)`;
}

/** Whether `p` is put off. */
function isSnoozed(now: Date): Prisma.Sql {
  return Prisma.sql`p.status = 'pending' and p.expires_at > ${now}::timestamptz and p.snoozed_until > ${now}::timestamptz`;
}

const literally = (text: string) => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);

/** The part of the queue that is looked at: what waits, or what is put off, with these words in it. */
export function inQueue(filter: QueueFilter, now: Date): Prisma.Sql {
  const part = filter.snoozed ? isSnoozed(now) : waitsNow(now);
  const pattern = filter.search ? `%${literally(filter.search)}%` : null;
  return pattern
    ? Prisma.sql`${part} and (p.title ilike ${pattern} or p.reason ilike ${pattern}
        or exists (select 1 from contact c where c.id = p.contact_id and c.name ilike ${pattern}))`
    : part;
}

const yes = Prisma.sql`true`;

/** What each filter asks of `p` and its workflow's name. One that is not set asks nothing. */
export function conditionsOf(filter: QueueFilter, workflow: Prisma.Sql) {
  return {
    agent: filter.agent ? Prisma.sql`p.agent = ${filter.agent}` : yes,
    action: filter.action ? Prisma.sql`p.action = ${filter.action}` : yes,
    risk: filter.risk ? Prisma.sql`p.risk = ${filter.risk}` : yes,
    workflow: filter.workflow ? Prisma.sql`${workflow} = ${filter.workflow}` : yes,
    contact: filter.contactId ? Prisma.sql`p.contact_id = ${filter.contactId}::uuid` : yes,
    taint: filter.taint ? Prisma.sql`p.taint = ${filter.taint}` : yes,
    sampled: filter.sampled ? Prisma.sql`p.sampled` : yes,
  };
}
