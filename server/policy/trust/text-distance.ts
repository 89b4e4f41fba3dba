/** Most comparisons for one text; beyond them the shares of words are compared without their order. */
const mostComparisons = 1_000_000;

const wordsOf = (text: string): string[] => text.normalize("NFC").match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];

/**
 * How much of a text was changed, 0..1: words put in, taken out or exchanged (Levenshtein 1966, over words) as a share of the
 * longer text. White space does not count. What both begin and end with is left out first; where what remains is too long,
 * words are counted without their order, which never says more than the truth.
 */
export function shareChanged(before: string, after: string): number {
  let [one, other] = [wordsOf(before), wordsOf(after)];
  const longest = Math.max(one.length, other.length);
  if (longest === 0) return 0;
  const start = one.findIndex((word, index) => word !== other[index]);
  const same = start === -1 ? one.length : start;
  [one, other] = [one.slice(same), other.slice(same)];
  let tail = 0;
  while (tail < one.length && tail < other.length && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  [one, other] = [one.slice(0, one.length - tail), other.slice(0, other.length - tail)];
  const changed = one.length * other.length > mostComparisons ? bagDistance(one, other) : wordDistance(one, other);
  return changed / longest;
}

/** Levenshtein's distance with one row of the table (Wagner, Fischer 1974). */
function wordDistance(one: readonly string[], other: readonly string[]): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [line, word] of one.entries()) {
    const next = [line + 1];
    for (const [column, against] of other.entries()) {
      const exchanged = (row[column] ?? 0) + (word === against ? 0 : 1);
      next.push(Math.min(exchanged, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The lower bound of the distance that the words' counts alone give (Bartolini, Ciaccia, Patella 2002). */
function bagDistance(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of one) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const word of other) counts.set(word, (counts.get(word) ?? 0) - 1);
  const left = [...counts.values()];
  const sum = (sign: number) => left.reduce((total, count) => total + Math.max(0, sign * count), 0);
  return Math.max(sum(1), sum(-1));
}
