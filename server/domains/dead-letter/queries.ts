import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { placeOfCursor, timeCursorOf } from "#server/kernel/time-cursor.ts";
import { type DeadLetter, deadLetterKindSchema, deadLetterSchema, deadLetterStatusSchema } from "./schema.ts";

const pageSize = 30;

function afterCursor(cursor: string) {
  const { at, id } = placeOfCursor(cursor);
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] };
}

/** Dead letters, newest first, one page at a time. */
export const listDeadLetters = defineQuery({
  name: "deadLetter.list",
  input: z
    .object({
      status: deadLetterStatusSchema.default("open"),
      kind: deadLetterKindSchema.nullish(),
      cursor: z.string().max(100).nullish(),
      limit: z.int().min(1).max(100).default(pageSize),
    })
    .default({ status: "open", limit: pageSize }),
  access: ["operator", "api_key"],
  scope: "runs:read",
  run: async ({ tx }, { status, kind, cursor, limit }): Promise<{ items: DeadLetter[]; nextCursor: string | null }> => {
    const rows = await tx.deadLetter.findMany({
      where: { status, ...(kind ? { kind } : {}), ...(cursor ? afterCursor(cursor) : {}) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((row) => deadLetterSchema.parse(row)),
      nextCursor: last && rows.length > limit ? timeCursorOf({ at: last.createdAt, id: last.id }) : null,
    };
  },
});

/** Messages that the relay was refused this often, while younger ones went through, are given up. */
const mostRefusals = 10;

/** Which messages of the outbox nobody takes: refused again and again, while others were taken. */
export async function refusedMessages(
  tx: Transaction,
  limit: number,
): Promise<{ id: string; name: string; attempts: number; lastError: string | null }[]> {
  return tx.$queryRaw`
    select e.id, e.name, e.attempts, e.last_error as "lastError" from outbox_entry e
    where e.sent_at is null and e.dead_at is null and e.attempts >= ${mostRefusals}
      and exists (select 1 from outbox_entry other where other.sent_at > e.created_at)
    order by e.created_at limit ${limit}`;
}
