import type { Known } from "./schema.ts";

// a logistic over what can be read off the ranking; the top score alone says nothing (it grows with the question)
const weights = { base: -3.2, coverage: 4.2, gap: 1.2, found: 1.6 };

/**
 * Whether the best hits bear on the question at all: how much of its weight the best hit covers, how far it stands out from
 * the tenth, and how much of the question's weight is known in this memory at all. The weights were chosen by hand;
 * `npm run bench:memory` prints how well they tell.
 */
export function knownFrom(given: {
  /** of the best hits, best first */
  scores: readonly number[];
  /** share of the question's weight that the best hit covers */
  coverage: number;
  /** share of the question's weight that occurs anywhere */
  found: number;
}): Known {
  const [best = 0] = given.scores;
  if (best === 0) return { relevant: false, score: 0, why: "none of these words is known" };
  const tenth = given.scores[9] ?? 0;
  const gap = 1 - tenth / best;
  const sure = weights.base + weights.coverage * given.coverage + weights.gap * gap + weights.found * given.found;
  const score = 1 / (1 + Math.exp(-sure));
  const share = `${Math.round(given.coverage * 100)} % of what was asked for is in the best of them`;
  return { relevant: score >= 0.5, score, why: score >= 0.5 ? share : `only ${share}` };
}
