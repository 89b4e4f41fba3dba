import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { labelsOf, newestOf, rowOf } from "./queries.ts";
import { type QuarantinedRow, quarantinedRowSchema } from "./schema.ts";

type Item = Awaited<ReturnType<Transaction["memoryItem"]["findMany"]>>[number];

const longestPassage = 400;
const evidenceSchema = z.array(z.object({ kind: z.string(), id: z.string(), label: z.string() })).catch([]);

const keySchema = z.object({ key: z.string().optional() }).catch({});

/** What waits for the operator's word. */
const waits = { quarantined: true, validTo: null, hiddenAt: null, spaceId: null };

/** The messages that items came from: named as evidence, or brought by the event that is their source or their run's. */
async function passagesOf(tx: Transaction, items: readonly Item[]): Promise<(item: Item) => QuarantinedRow["passage"]> {
  const runIds = items.flatMap(({ sourceKind, sourceId }) => (sourceKind === "run" ? [sourceId] : []));
  const runs = await tx.run.findMany({ where: { id: { in: runIds } }, select: { id: true, eventId: true } });
  const events = new Map(runs.map(({ id, eventId }) => [id, eventId]));
  const eventOf = ({ sourceKind, sourceId }: Item) => (sourceKind === "event" ? sourceId : events.get(sourceId));
  const messageOf = (item: Item) =>
    evidenceSchema.parse(item.evidence).find(({ kind }) => kind === "message")?.id ?? null;
  const ids = items.flatMap((item) => messageOf(item) ?? []);
  const eventIds = items.flatMap((item) => eventOf(item) ?? []);
  const messages = await tx.message.findMany({
    where: { OR: [{ id: { in: ids } }, { eventId: { in: eventIds } }] },
    select: { id: true, eventId: true, subject: true, body: true, at: true, fromAddress: true },
  });
  return (item) => {
    const named = messageOf(item);
    const eventId = eventOf(item) ?? null;
    const found =
      messages.find(({ id }) => id === named) ??
      messages.find((message) => eventId !== null && message.eventId === eventId);
    if (!found) return eventId ? { eventId, from: null, subject: null, text: null, at: null } : null;
    const { subject, body, at, fromAddress: from } = found;
    return { eventId: found.eventId ?? eventId, from, subject, text: body.slice(0, longestPassage), at };
  };
}

/** What waits in quarantine, newest first, one page at a time, each with the passage that it came from. */
export const listQuarantined = defineQuery({
  name: "memory.quarantine",
  input: z.object({ cursor: z.uuid().nullish(), limit: z.int().min(1).max(200).default(100) }).default({ limit: 100 }),
  access: ["operator"],
  run: async (
    { tx },
    { cursor, limit },
  ): Promise<{ items: QuarantinedRow[]; nextCursor: string | null; total: number }> => {
    const items = await tx.memoryItem.findMany({
      where: waits,
      orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
      take: limit + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const page = items.slice(0, limit);
    const labels = await labelsOf(tx, page);
    const newest = await newestOf(tx, page);
    const passage = await passagesOf(tx, page);
    return {
      items: page.map((item) =>
        quarantinedRowSchema.parse({
          ...rowOf(item, labels, newest),
          key: keySchema.parse(item.attributes).key ?? null,
          evidence: evidenceSchema.parse(item.evidence),
          passage: passage(item),
        }),
      ),
      nextCursor: items.length > page.length ? (page.at(-1)?.id ?? null) : null,
      total: await tx.memoryItem.count({ where: waits }),
    };
  },
});

/** How many items wait in quarantine. */
export const countQuarantined = defineQuery({
  name: "memory.quarantineCount",
  input: z.void(),
  access: ["operator"],
  run: async ({ tx }): Promise<number> => tx.memoryItem.count({ where: waits }),
});

/** How many items a run has written down. */
export const memoriesOfRun = defineQuery({
  name: "memory.ofRun",
  input: z.object({ runId: z.uuid() }),
  access: ["system"],
  run: async ({ tx }, { runId }): Promise<number> =>
    tx.memoryItem.count({ where: { sourceKind: "run", sourceId: runId } }),
});
