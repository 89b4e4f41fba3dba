import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { readableBy } from "../boundary.ts";
import { memoryTiers } from "../schema.ts";

/** One recalled item, with why it came up. */
export type RecalledItem = {
  id: string;
  version: number;
  tier: string;
  kind: string;
  text: string;
  attributes: Record<string, unknown>;
  taint: string;
  why: string;
};

type Hit = Omit<RecalledItem, "why"> & { subjectKind: string; validFrom: Date; matched: boolean };

const mostWords = 40;
const day = 86_400_000;

/** The words of a text that are worth looking for: three letters or more, each once. */
function wordsOf(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .normalize("NFKC")
      .match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return [...new Set(words)].slice(0, mostWords);
}

/** Why an item came up: whom it is about, which words match, how old it is. */
function whyOf(hit: Pick<Hit, "subjectKind" | "text" | "validFrom" | "matched">, words: string[], now: Date): string {
  const about = hit.subjectKind === "workspace" ? "company knowledge" : `about this ${hit.subjectKind}`;
  const known = new Set(wordsOf(hit.text));
  const shared = words.filter((word) => known.has(word)).slice(0, 3);
  const days = Math.max(0, Math.floor((now.getTime() - hit.validFrom.getTime()) / day));
  const age = days === 0 ? "from today" : days === 1 ? "from yesterday" : `${days} days old`;
  const matches = hit.matched && shared.length ? [`matches ${shared.map((word) => `“${word}”`).join(", ")}`] : [];
  return [about, ...matches, age].join(" · ");
}

/**
 * What is known that bears on a text: valid, confirmed items about the given subjects, as far as the reader may read
 * them. Full text and recency are fused by reciprocal rank (Cormack, Clarke, Büttcher 2009, k = 60).
 */
export const recall = defineQuery({
  name: "memory.recall",
  input: z.object({
    /** an agent's name, `operator` or `api`: who may read what is part of the query */
    reader: z.string(),
    subjects: z
      .array(z.object({ kind: z.string(), id: z.string() }))
      .min(1)
      .max(20),
    /** all that the reader may read, where left out */
    tiers: z
      .array(z.enum(memoryTiers))
      .min(1)
      .default([...memoryTiers]),
    about: z.string().max(100_000),
    limit: z.int().min(1).max(50).default(8),
  }),
  access: ["system", "agent", "operator"],
  run: async (scope, { reader, subjects, tiers, about, limit }): Promise<RecalledItem[]> => {
    const { tx, context } = scope;
    const readable = (await readableBy(scope, reader)).filter(({ tier }) => tiers.includes(tier));
    if (readable.length === 0) return [];
    const readableTiers = readable.map(({ tier }) => tier);
    const readableKinds = readable.map(({ kind }) => kind);
    const now = context.clock.now();
    const words = wordsOf(about);
    const question = words.join(" | ");
    const kinds = subjects.map((subject) => subject.kind);
    const ids = subjects.map((subject) => subject.id);
    const hits = await tx.$queryRaw<Hit[]>`
      with found as (
        select item.*, ts_rank(to_tsvector('simple', item.text), to_tsquery('simple', ${question})) as text_rank
        from memory_item item
        where (item.subject_kind, item.subject_id) in (select * from unnest(${kinds}::text[], ${ids}::text[]))
          and (item.tier, item.kind) in (select * from unnest(${readableTiers}::text[], ${readableKinds}::text[]))
          and not item.quarantined and item.hidden_at is null and item.space_id is null
          -- a lesson is how to work, and is recalled as such; it is never something to tell a customer
          and item.kind <> 'lesson'
          and item.valid_from <= ${now} and (item.valid_to is null or item.valid_to > ${now})
      ), ranked as (
        select found.*, rank() over (order by text_rank desc) as by_text, rank() over (order by valid_from desc) as by_age
        from found
      )
      select id::text, version, tier, kind, text, attributes, taint, subject_kind as "subjectKind",
        valid_from as "validFrom", text_rank > 0 as matched
      from ranked
      order by case when text_rank > 0 then 1.0 / (60 + by_text) else 0 end + 1.0 / (60 + by_age) desc, id
      limit ${limit}`;
    return hits.map(({ id, version, tier, kind, text, attributes, taint, ...hit }) => ({
      id,
      version,
      tier,
      kind,
      text,
      attributes,
      taint,
      why: whyOf({ ...hit, text }, words, now),
    }));
  },
});
