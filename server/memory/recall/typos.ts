/** Edits between two words: insertion, deletion, substitution, or two letters swapped (optimal string alignment). */
export function editDistance(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        best = Math.min(best, (before[column - 2] ?? 0) + 1);
      }
      next.push(best);
    }
    before = last;
    last = next;
  }
  return last[other.length] ?? 0;
}

/** A term that a misspelt word may stand for. */
export type Meant = { term: string; segments: number };

const mostMeant = 2;

/**
 * What a word that occurs nowhere was meant to be: terms within one edit, within two for words of six letters and more,
 * each with a weight below 1; of equally near ones what is said more often. Terms are stems, so the word's beginning is compared too.
 */
export function meantBy(word: string, stem: string, near: readonly Meant[]): { term: string; weight: number }[] {
  const most = word.length >= 6 ? 2 : 1;
  return near
    .map(({ term, segments }) => {
      const beginning = word.slice(0, term.length);
      const distance = Math.min(
        editDistance(word, term),
        editDistance(stem, term),
        // a beginning alone says less
        term.length >= 4 ? editDistance(beginning, term) + 0.5 : Number.POSITIVE_INFINITY,
      );
      return { term, segments, distance };
    })
    .filter(({ distance }) => distance <= most + 0.5)
    .sort((one, other) => one.distance - other.distance || other.segments - one.segments)
    .slice(0, mostMeant)
    .map(({ term, distance }, index) => ({ term, weight: (1 - 0.15 * distance) / (index + 1) }));
}
