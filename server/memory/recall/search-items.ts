import type { Transaction } from "#server/db/transaction.ts";
import { candidates, type Filter, termsOf } from "./candidates.ts";
import { placesOfConversation, type Scope } from "./index-items.ts";
import { knownFrom } from "./known.ts";
import type { Known, ScoreParts } from "./schema.ts";
import { scoreEntries } from "./score.ts";
import { wordsOf } from "./words.ts";

/** One item that bears on a question. */
export type Hit = { itemId: string; score: number; parts: ScoreParts };

/**
 * The items of a scope that bear on a question, the best first, and whether anything does. Only what passes the filter is
 * looked at, also as a neighbour.
 * @param filter a condition on `recall_entry e`
 */
export async function searchItems(
  tx: Transaction,
  scope: Scope,
  { question, filter, limit }: { question: string; filter: Filter; limit: number },
): Promise<{ hits: Hit[]; known: Known }> {
  const scopeId = scope.spaceId ?? scope.workspaceId;
  const nothing = { hits: [], known: knownFrom({ scores: [], coverage: 0, found: 0 }) };
  const words = wordsOf(question);
  if (words.length === 0) return nothing;
  const { terms, average, found } = await termsOf(tx, scopeId, words);
  if (terms.length === 0) return nothing;
  const entries = await candidates(tx, scopeId, { terms, filter });
  const items = new Map(entries.map(({ slot, itemId }) => [slot, itemId]));
  const scores = scoreEntries(entries, terms, { average, places: placesOfConversation });
  const [best] = scores;
  const hits = scores.slice(0, limit).map(({ slot, score, typo, neighbours, smoothing, terms: own }) => ({
    itemId: items.get(slot) ?? "",
    score,
    parts: {
      terms: terms.flatMap(({ term }, index) => (own[index] ? [{ term, weight: own[index] }] : [])),
      ...{ typo, neighbours, smoothing },
    },
  }));
  const known = { scores: scores.map(({ score }) => score), coverage: (best?.coverage ?? 0) * found, found };
  return { hits, known: knownFrom(known) };
}
