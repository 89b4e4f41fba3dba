import { Prisma } from "#server/db/generated/client.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { type Entry, shares, type Term } from "./score.ts";
import { meantBy } from "./typos.ts";

/** A condition on `recall_entry e`: what may come up at all. */
export type Filter = Prisma.Sql;

/** The question's terms, and what is known of the scope as a whole. */
export type Asked = {
  terms: (Term & { segments: number })[];
  /** terms in a segment */
  average: number;
  /** share of the question's weight that occurs anywhere, 0..1 */
  found: number;
};

type Looked = { word: string; stem: string | null; segments: number; all: number; terms: number };
type Near = { word: string; term: string; segments: number };

const mostWords = 40;

/** Rare terms say more (BM25's idf, never below zero). */
const rarity = (all: number, segments: number) => Math.log(1 + (all - segments + 0.5) / (segments + 0.5));

/** The question's words as terms that occur; a word that occurs nowhere becomes what it may have meant. */
export async function termsOf(tx: Transaction, scopeId: string, words: readonly string[]): Promise<Asked> {
  const asked = [...new Set(words)].slice(0, mostWords);
  const looked = await tx.$queryRaw<Looked[]>`
    -- stemmed apart and looked up one by one: row-level security keeps a condition that calls ts_lexize from every index
    with stems as materialized (select word, (ts_lexize('english_stem', word))[1] as stem from unnest(${asked}::text[]) as word)
    select s.word, s.stem, coalesce(t.segments, 0) as segments, coalesce(o.segments, 0) as all, coalesce(o.terms, 0)::float8 as terms
    from stems s
    left join lateral (
      select segments from recall_term where scope_id = ${scopeId}::uuid and term = s.stem offset 0
    ) t on true
    left join recall_scope o on o.scope_id = ${scopeId}::uuid`;
  const all = Math.max(1, looked[0]?.all ?? 1);
  const average = (looked[0]?.terms ?? 0) / all;
  const meant = looked.flatMap((one) => (one.stem === null ? [] : [{ ...one, stem: one.stem }]));
  const known = meant.filter(({ segments }) => segments > 0);
  const unknown = meant.filter(({ segments }) => segments === 0);
  const doubtful = unknown.filter(({ word }) => word.length >= 4 && !/\d/.test(word));
  const names = [...new Set(doubtful.flatMap(({ word, stem }) => [word, stem]))];
  const near = names.length
    ? await tx.$queryRaw<Near[]>`select * from terms_near(${scopeId}::uuid, ${names}::text[])`
    : [];
  const terms = new Map<string, Term & { segments: number }>();
  for (const { stem, segments } of known) {
    terms.set(stem, { term: stem, segments, weight: rarity(all, segments), typo: false });
  }
  let lost = 0;
  for (const { word, stem } of unknown) {
    const like = meantBy(
      word,
      stem,
      near.filter((one) => one.word === word || one.word === stem),
    );
    if (like.length === 0) lost += rarity(all, 0);
    for (const { term, weight } of like) {
      const segments = near.find((one) => one.term === term)?.segments ?? 1;
      const own = { term, segments, weight: weight * rarity(all, segments), typo: true };
      if (!terms.has(term)) terms.set(term, own);
    }
  }
  const list = [...terms.values()].sort((one, other) => one.segments - other.segments);
  const held = list.reduce((total, { weight }) => total + weight, 0);
  return { terms: list, average, found: held + lost > 0 ? held / (held + lost) : 0 };
}

/** So many occurrences are read of a question's rare terms; common ones are reckoned with where these already led. */
const mostOccurrences = 1_500;
const mostScored = 200;

type Group = { term: string; slots: number[]; segments: number[]; occurs: number[] };

function occurrences(tx: Transaction, scopeId: string, terms: readonly string[], where: Prisma.Sql): Promise<Group[]> {
  if (terms.length === 0) return Promise.resolve([]);
  return tx.$queryRaw<Group[]>`
    select p.term, array_agg(p.slot::float8) as slots, array_agg(p.segment) as segments, array_agg(p.occurs) as occurs
    from recall_posting p where p.scope_id = ${scopeId}::uuid and p.term = any(${terms}::text[]) and ${where} group by p.term`;
}

type Occurs = Map<number, Map<number, number[]>>;

function gather(into: Occurs, groups: readonly Group[], terms: readonly Term[]): void {
  const places = new Map(terms.map(({ term }, index) => [term, index]));
  for (const { term, slots, segments, occurs } of groups) {
    const place = places.get(term) ?? 0;
    for (const [index, slot] of slots.entries()) {
      const item = into.get(slot) ?? new Map<number, number[]>();
      into.set(slot, item);
      const segment = segments[index] ?? 0;
      const counts = item.get(segment) ?? terms.map(() => 0);
      item.set(segment, counts);
      counts[place] = occurs[index] ?? 0;
    }
  }
}

/** The places that hold the most of the question, with their neighbours'. */
function mostPromising(found: Occurs, terms: readonly Term[]): number[] {
  const value = new Map<number, number>();
  for (const [slot, segments] of found) {
    let own = 0;
    for (const counts of segments.values()) {
      own = Math.max(
        own,
        counts.reduce((total, count, index) => total + (count ? (terms[index]?.weight ?? 0) : 0), 0),
      );
    }
    for (const { offset, share } of [{ offset: 0, share: 1 }, ...shares]) {
      value.set(slot - offset, (value.get(slot - offset) ?? 0) + share * own);
    }
  }
  return [...value]
    .sort((one, other) => other[1] - one[1] || one[0] - other[0])
    .slice(0, mostScored)
    .map(([slot]) => slot);
}

type Stored = { slot: number; itemId: string; alone: boolean; weight: number; lengths: number[] };

/** The items worth a score and their neighbours, all of which pass the filter, with their occurrences of the terms. */
export async function candidates(
  tx: Transaction,
  scopeId: string,
  { terms, filter }: { terms: Asked["terms"]; filter: Filter },
): Promise<(Entry & { itemId: string })[]> {
  let read = 0;
  const rare = terms.filter(({ segments }, index) => {
    read += segments;
    return index === 0 || read <= mostOccurrences;
  });
  const found: Occurs = new Map();
  const names = (list: readonly Term[]) => list.map(({ term }) => term);
  // `offset 0` keeps this a look-up per occurrence: without statistics the planner reads the whole scope instead
  const passes = Prisma.sql`exists (
    select from recall_entry e where e.scope_id = ${scopeId}::uuid and e.slot = p.slot and ${filter} offset 0)`;
  gather(found, await occurrences(tx, scopeId, names(rare), passes), terms);
  const promising = mostPromising(found, terms);
  const slots = [...new Set(promising.flatMap((slot) => [slot, ...shares.map(({ offset }) => slot + offset)]))];
  const stored = await tx.$queryRaw<Stored[]>`
    select e.slot::float8 as slot, e.item_id::text as "itemId", e.alone, e.weight::float8 as weight, e.lengths
    from recall_entry e where e.scope_id = ${scopeId}::uuid and e.slot = any(${slots}::bigint[]) and ${filter}`;
  const common = terms.slice(rare.length);
  const there = Prisma.sql`p.slot = any(${stored.map(({ slot }) => slot)}::bigint[])`;
  gather(found, await occurrences(tx, scopeId, names(common), there), terms);
  return stored.map((one) => ({ ...one, occurs: found.get(one.slot) ?? new Map() }));
}
