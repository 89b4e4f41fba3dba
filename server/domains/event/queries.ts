import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { listFiles } from "#server/domains/file/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { isId } from "#server/kernel/ids.ts";
import {
  type EventDetail,
  type EventRow,
  eventDetailSchema,
  eventKindSchema,
  eventRowSchema,
  eventStatusSchema,
  intakeOutcomeSchema,
  messageIntents,
} from "./schema.ts";
import { eventTitle } from "./title.ts";

const longestRaw = 64 * 1024;

type EventRecord = Omit<Awaited<ReturnType<Transaction["event"]["findUniqueOrThrow"]>>, "raw" | "payload">;

/** What an intake kept; null for what is no message. */
function outcomeOf(intake: unknown) {
  const outcome = intakeOutcomeSchema.safeParse(intake).data;
  return outcome?.intent ? outcome : null;
}

/** The rows of a page, with the records around them read in one query each. */
async function rowsOf(tx: Transaction, events: readonly EventRecord[]): Promise<EventRow[]> {
  const eventIds = events.map(({ id }) => id);
  const contactIds = events.flatMap(({ contactId }) => contactId ?? []);
  const messages = await tx.message.findMany({
    where: { eventId: { in: eventIds } },
    select: { eventId: true, subject: true, body: true },
  });
  const contacts = await tx.contact.findMany({ where: { id: { in: contactIds } }, select: { id: true, name: true } });
  const runs = await tx.run.findMany({
    where: { eventId: { in: eventIds } },
    orderBy: { createdAt: "asc" },
    select: { id: true, workflow: true, status: true, eventId: true },
  });
  return events.map((event) =>
    eventRowSchema.parse({
      ...event,
      title: eventTitle(event, messages.find(({ eventId }) => eventId === event.id) ?? null),
      contact: contacts.find(({ id }) => id === event.contactId) ?? null,
      intake: outcomeOf(event.intake),
      runs: runs.filter(({ eventId }) => eventId === event.id),
    }),
  );
}

/** The message that an event carried, as it was read when it came in. */
async function messageOf(tx: Transaction, eventId: string): Promise<EventDetail["message"]> {
  const message = await tx.message.findFirst({ where: { eventId } });
  if (!message) return null;
  const { fromAddress: from, toAddress: to, subject, text, body, at } = message;
  return { from, to, subject, text: text || body, at };
}

function afterCursor(cursor: string) {
  const [at = "", id = ""] = cursor.split("_");
  const receivedAt = new Date(at);
  if (Number.isNaN(receivedAt.getTime()) || !isId(id))
    throw new AppError("invalid", "cursor: is not one that this list gave");
  return { OR: [{ receivedAt: { lt: receivedAt } }, { receivedAt, id: { lt: id } }] };
}

/** Events, newest first, one page at a time. */
export const listEvents = defineQuery({
  name: "event.list",
  input: z.object({
    kind: eventKindSchema.nullish(),
    status: eventStatusSchema.nullish(),
    contactId: z.uuid().nullish(),
    cursor: z.string().nullish(),
    limit: z.int().min(1).max(100).default(50),
  }),
  access: ["operator", "api_key"],
  scope: "events:read",
  run: async ({ tx }, input): Promise<{ items: EventRow[]; nextCursor: string | null }> => {
    const { kind, status, contactId, cursor, limit } = input;
    const events = await tx.event.findMany({
      where: {
        ...(kind ? { kind } : {}),
        ...(status ? { status } : {}),
        ...(contactId ? { contactId } : {}),
        ...(cursor ? afterCursor(cursor) : {}),
      },
      orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
      take: limit + 1,
      omit: { raw: true, payload: true },
    });
    const page = events.slice(0, limit);
    const last = page.at(-1);
    const more = last && events.length > page.length;
    return {
      items: await rowsOf(tx, page),
      nextCursor: more ? `${last.receivedAt.toISOString()}_${last.id}` : null,
    };
  },
});

/**
 * One event with its raw body.
 * @throws AppError not_found
 */
export const getEvent = defineQuery({
  name: "event.get",
  input: z.object({ id: z.uuid() }),
  access: ["operator", "api_key"],
  scope: "events:read",
  run: async ({ tx }, { id }): Promise<EventDetail> => {
    const event = await tx.event.findUnique({ where: { id } });
    const [row] = event ? await rowsOf(tx, [event]) : [];
    if (!event || !row) throw new AppError("not_found", "There is no such event");
    const raw = new TextDecoder().decode(event.raw.subarray(0, longestRaw));
    const files = await listFiles(tx, id);
    const message = await messageOf(tx, id);
    return eventDetailSchema.parse({ ...event, ...row, message, raw, files, intents: messageIntents });
  },
});
