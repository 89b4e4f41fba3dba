import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type Lesson, lessonOf } from "./lessons.ts";
import { preferenceOf, type RecalledPreference } from "./preferences/recalled.ts";
import { type DecisionRow, type SnapshotData, snapshotDataSchema } from "./schema.ts";

const questionSchema = z.object({
  input: z.record(z.string(), z.unknown()),
  about: z.string(),
  subjects: z.array(z.object({ kind: z.string(), id: z.string() })),
  /** why each memory came up, by its id */
  whys: z.record(z.string(), z.string()).default({}),
  guidance: z.array(z.string()),
  standing: z.string().nullable(),
});

/** A version of a memory that a decision was made from, as it stands now. */
export type UsedItem = {
  id: string;
  chainId: string;
  version: number;
  tier: string;
  kind: string;
  text: string;
  attributes: Record<string, unknown>;
  taint: string;
  /** why it is not recalled any more; null where it still could be */
  ended: string | null;
  lesson: Lesson | null;
  preference: RecalledPreference | null;
};

/** A decision with all that it was made from, as far as it was kept and not erased since. */
export type KeptDecision = {
  id: string;
  runId: string;
  step: string;
  at: Date;
  hash: string;
  data: SnapshotData;
  question: z.output<typeof questionSchema> | null;
  /** as the agent gave it, JSON */
  outcome: Record<string, unknown> | null;
  prompts: { hash: string; text: string }[];
  items: UsedItem[];
  /** ids of items that are gone altogether */
  erased: string[];
};

type Item = NonNullable<Awaited<ReturnType<Transaction["memoryItem"]["findUnique"]>>>;

function endOf(item: Item, now: Date): string | null {
  if (item.hiddenAt) return "hidden";
  if (item.quarantined) return "in quarantine";
  return item.validTo && item.validTo <= now ? "no longer valid" : null;
}

function usedItem(item: Item, now: Date): UsedItem {
  const { id, chainId, version, tier, kind, text, taint } = item;
  const attributes = item.attributes as Record<string, unknown>;
  const teaching = { lesson: lessonOf(item), preference: preferenceOf(item) };
  return { id, chainId, version, tier, kind, text, attributes, taint, ended: endOf(item, now), ...teaching };
}

async function itemsOf(
  tx: Transaction,
  data: SnapshotData,
  now: Date,
): Promise<Pick<KeptDecision, "items" | "erased">> {
  const ids = data.memory.map(({ id }) => id);
  const rows = await tx.memoryItem.findMany({ where: { id: { in: ids } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  // in the order in which the agent was given them
  return {
    items: ids.flatMap((id) => {
      const row = byId.get(id);
      return row ? [usedItem(row, now)] : [];
    }),
    erased: ids.filter((id) => !byId.has(id)),
  };
}

function parsed(text: string | undefined): unknown {
  return text ? JSON.parse(text) : undefined;
}

/**
 * One decision, whole.
 * @throws AppError not_found
 */
export const readSnapshot = defineQuery({
  name: "memory.readSnapshot",
  input: z.object({ id: z.uuid() }),
  access: ["operator", "system"],
  run: async ({ tx, context }, { id }): Promise<KeptDecision> => {
    const row = await tx.snapshot.findUnique({ where: { id } });
    if (!row) throw new AppError("not_found", "There is no such decision");
    const data = snapshotDataSchema.parse(row.data);
    const { prompts = [], question = "", outcome = "" } = data;
    const rows = await tx.snapshotText.findMany({ where: { hash: { in: [...prompts, question, outcome] } } });
    const textOf = new Map(rows.map(({ hash, text }) => [hash, text]));
    const answer = parsed(textOf.get(outcome));
    return {
      ...{ id, runId: row.runId, step: row.step, at: row.createdAt, hash: row.hash, data },
      question: questionSchema.safeParse(parsed(textOf.get(question))).data ?? null,
      outcome: z.record(z.string(), z.unknown()).safeParse(answer).data ?? null,
      prompts: prompts.flatMap((hash) => {
        const text = textOf.get(hash);
        return text ? [{ hash, text }] : [];
      }),
      ...(await itemsOf(tx, data, context.clock.now())),
    };
  },
});

/**
 * The decisions that a run asked agents for, in their order.
 * @throws AppError not_found
 */
export const decisionsOfRun = defineQuery({
  name: "memory.decisionsOfRun",
  input: z.object({ runId: z.uuid() }),
  access: ["operator"],
  run: async ({ tx }, { runId }): Promise<DecisionRow[]> => {
    if ((await tx.run.count({ where: { id: runId } })) === 0) throw new AppError("not_found", "There is no such run");
    const rows = await tx.snapshot.findMany({
      where: { runId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: 200,
    });
    return rows.flatMap(({ id, step, hash, createdAt, data }) => {
      const kept = snapshotDataSchema.safeParse(data).data;
      if (!kept) return [];
      const { agent, intent, model, memory } = kept;
      return [{ id, step, at: createdAt, hash, agent, intent, model, memories: memory.length }];
    });
  },
});

/** The facts that versions are of, by the version's id. */
export const chainsOf = defineQuery({
  name: "memory.chainsOf",
  input: z.object({ ids: z.array(z.uuid()).max(200) }),
  access: ["operator", "system"],
  run: async ({ tx }, { ids }): Promise<Record<string, string>> => {
    const rows = await tx.memoryItem.findMany({ where: { id: { in: ids } }, select: { id: true, chainId: true } });
    return Object.fromEntries(rows.map(({ id, chainId }) => [id, chainId]));
  },
});
