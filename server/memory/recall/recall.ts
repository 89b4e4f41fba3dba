import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { Prisma } from "#server/db/generated/client.ts";
import type { Transaction } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { readableBy } from "../boundary.ts";
import { memoryTiers } from "../schema.ts";
import type { Filter } from "./candidates.ts";
import type { Known, RecalledItem, ScoreParts } from "./schema.ts";
import { type Hit, searchItems } from "./search-items.ts";
import { whyOf } from "./why.ts";

type Row = Omit<RecalledItem, "why" | "score" | "parts"> & { subjectKind: string; validFrom: Date };

const day = 86_400_000;
/** An item's boost halves in so many days. */
const halfLife = 30;
const recencyShare = 0.1;
const subjectShare = 0.1;
/** What merely is about the subject, and shares no word, comes after all that does. */
const unmatched = 0.01;

const input = z.object({
  /** an agent's name, `operator` or `api`: who may read what is part of the query */
  reader: z.string(),
  /** left out: whatever it is about */
  subjects: z
    .array(z.object({ kind: z.string(), id: z.string() }))
    .min(1)
    .max(20)
    .optional(),
  /** all that the reader may read, where left out */
  tiers: z
    .array(z.enum(memoryTiers))
    .min(1)
    .default([...memoryTiers]),
  kinds: z.array(z.string().max(32)).min(1).max(20).optional(),
  /** labels that may come up: all, where left out */
  taints: z.array(z.string().max(32)).min(1).max(5).optional(),
  /** as of when it has to be valid: now, where left out */
  validAt: z.date().optional(),
  about: z.string().max(100_000),
  limit: z.int().min(1).max(50).default(8),
});
type Asked = z.output<typeof input>;

type Conditions = { entries: Filter; items: Prisma.Sql };

/** The same conditions on the index and on the items themselves. Null where the reader may read nothing of it. */
async function conditionsOf(
  scope: { tx: Transaction; context: Context },
  asked: Asked,
  at: Date,
): Promise<Conditions | null> {
  const { tiers, kinds, subjects, taints } = asked;
  const readable = (await readableBy(scope, asked.reader)).filter(
    ({ tier, kind }) => tiers.includes(tier) && (!kinds || kinds.includes(kind)),
  );
  if (readable.length === 0) return null;
  const readableTiers = readable.map(({ tier }) => tier);
  const readableKinds = readable.map(({ kind }) => kind);
  const about = subjects?.map(({ kind }) => kind) ?? [];
  const ids = subjects?.map(({ id }) => id) ?? [];
  const on = (row: Prisma.Sql) => Prisma.sql`
    (${row}.tier, ${row}.kind) in (select * from unnest(${readableTiers}::text[], ${readableKinds}::text[]))
    ${subjects ? Prisma.sql`and (${row}.subject_kind, ${row}.subject_id) in (select * from unnest(${about}::text[], ${ids}::text[]))` : Prisma.empty}
    ${taints ? Prisma.sql`and ${row}.taint = any(${taints}::text[])` : Prisma.empty}
    and ${row}.valid_from <= ${at} and (${row}.valid_to is null or ${row}.valid_to > ${at})`;
  return {
    entries: Prisma.sql`e.standing and ${on(Prisma.sql`e`)}`,
    // a lesson is how to work, and is recalled as such; it is never something to tell a customer
    items: Prisma.sql`not i.quarantined and i.hidden_at is null and i.space_id is null and i.kind <> 'lesson' and ${on(Prisma.sql`i`)}`,
  };
}

/** The items by id, and the newest about the subjects: what is known of somebody bears on a text, whatever its words. */
function rowsOf(tx: Transaction, hits: readonly Hit[], asked: Asked, conditions: Prisma.Sql): Promise<Row[]> {
  const ids = hits.map(({ itemId }) => itemId);
  const newest = asked.subjects ? asked.limit : 0;
  return tx.$queryRaw<Row[]>`
    with wanted as (
      select unnest(${ids}::uuid[]) as id union
      (select i.id from memory_item i where ${conditions} and ${newest > 0} order by i.valid_from desc, i.id limit ${newest})
    )
    select i.id::text, i.version, i.tier, i.kind, i.text, i.attributes, i.taint, i.subject_kind as "subjectKind",
      i.valid_from as "validFrom"
    from memory_item i join wanted using (id)`;
}

const noWords: ScoreParts = { terms: [], typo: 0, neighbours: 0, smoothing: 0 };

async function found(
  scope: { tx: Transaction; context: Context },
  asked: Asked,
): Promise<{ items: RecalledItem[]; known: Known }> {
  const { tx, context } = scope;
  const at = asked.validAt ?? context.clock.now();
  const conditions = await conditionsOf(scope, asked, at);
  if (!conditions) return { items: [], known: { relevant: false, score: 0, why: "there is nothing here to read" } };
  const own = { workspaceId: context.workspaceId, spaceId: null };
  // more than are asked for: what is newer or nearer may pass
  const question = { question: asked.about, filter: conditions.entries, limit: asked.limit * 2 };
  const { hits, known } = await searchItems(tx, own, question);
  const rows = await rowsOf(tx, hits, asked, conditions.items);
  const byId = new Map(hits.map((hit) => [hit.itemId, hit]));
  const items = rows.map(({ subjectKind, validFrom, ...row }) => {
    const hit = byId.get(row.id);
    const base = hit?.score ?? unmatched;
    const fresh = 2 ** (-Math.max(0, at.getTime() - validFrom.getTime()) / (halfLife * day));
    const recency = (hit ? recencyShare : 1) * base * fresh;
    const subject = asked.subjects && subjectKind !== "workspace" ? subjectShare * base : 0;
    const parts = { ...(hit?.parts ?? noWords), recency, subject };
    const score = (hit?.score ?? 0) + recency + subject;
    const why = whyOf({ subjectKind, validFrom, text: row.text, parts, asked: asked.about, at });
    return { item: { ...row, score, parts, why }, validFrom };
  });
  items.sort(
    (one, other) =>
      other.item.score - one.item.score ||
      other.validFrom.getTime() - one.validFrom.getTime() ||
      one.item.id.localeCompare(other.item.id),
  );
  return { items: items.slice(0, asked.limit).map(({ item }) => item), known };
}

/**
 * What is known that bears on a text: valid, confirmed items about the given subjects, as far as the reader may read
 * them, by context-weighted BM25 with boosts for what is newer and what is about the subject itself.
 */
export const recall = defineQuery({
  name: "memory.recall",
  input,
  access: ["system", "agent", "operator"],
  run: async (scope, asked): Promise<RecalledItem[]> => (await found(scope, asked)).items,
});

/** The same, with whether anything relevant is known at all. */
export const searchMemory = defineQuery({
  name: "memory.search",
  input,
  access: ["operator", "api_key", "system"],
  scope: "memory:read",
  run: (scope, asked): Promise<{ items: RecalledItem[]; known: Known }> => found(scope, asked),
});
