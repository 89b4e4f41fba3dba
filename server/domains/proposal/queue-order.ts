import { z } from "zod";
import { Prisma } from "#server/db/generated/client.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { QueueSort } from "./schema.ts";

const day = 24 * 3_600_000;
/** the weight of the largest sum of a currency; fine enough to keep two sums of 32 bits apart */
const heaviest = 10_000_000_000;

const cursorSchema = z.object({
  /** what "within a day" is counted from, in milliseconds: it stays while one pages on */
  now: z.int(),
  /** the largest sum that waited in each currency when the first page was read, in minor units */
  largest: z.record(z.string(), z.number()),
  /** the last row's place */
  key: z.tuple([z.int(), z.number(), z.number(), z.uuid()]),
});

/** What an order is counted by. It travels in the cursor: decisions that come in meanwhile move no row. */
export type Yardstick = Pick<z.infer<typeof cursorSchema>, "now" | "largest">;

export type QueueCursor = z.infer<typeof cursorSchema>;

export function writeQueueCursor(cursor: QueueCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** @throws AppError invalid when no queue gave it */
export function readQueueCursor(text: string): QueueCursor {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch (cause) {
    throw new AppError("invalid", "cursor: is not one that this list gave", { cause });
  }
}

const milliseconds = (column: Prisma.Sql) => Prisma.sql`(extract(epoch from ${column}) * 1000)::float8`;

/** The share of the largest sum of its currency, negative so that it ascends; 0 where nothing is at stake. */
const weight = (largest: Prisma.Sql) => Prisma.sql`case when p.stake_minor is null or p.stake_currency is null then 0
  else -floor(abs(p.stake_minor)::float8 * ${heaviest}::float8
    / greatest(coalesce((${largest} ->> p.stake_currency)::float8, abs(p.stake_minor)), 1)) end`;

/**
 * The place of a proposal `p` in the queue as four columns that all ascend: band, weight, moment, id.
 * @param largest SQL for a JSON object of the largest sums by currency
 */
export function queuePlace(sort: QueueSort, now: Date, largest: Prisma.Sql): Prisma.Sql {
  const soon = Prisma.sql`case when p.expires_at <= ${new Date(now.getTime() + day)}::timestamptz then 0 else 1 end`;
  const none = Prisma.sql`0`;
  const expiry = milliseconds(Prisma.sql`p.expires_at`);
  const age = milliseconds(Prisma.sql`p.created_at`);
  const [band, heavy, moment] = {
    urgent: [soon, weight(largest), expiry],
    stake: [none, weight(largest), expiry],
    deadline: [none, none, expiry],
    oldest: [none, none, age],
    newest: [none, none, Prisma.sql`-${age}`],
  }[sort] as [Prisma.Sql, Prisma.Sql, Prisma.Sql];
  return Prisma.sql`${band} as band, (${heavy})::float8 as weight, ${moment} as moment`;
}
