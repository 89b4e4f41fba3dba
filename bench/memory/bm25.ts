const k1 = 0.9;
const b = 0.6;

/**
 * Plain BM25 (Robertson and Zaragoza 2009) over whole items, as something to measure against.
 * @param texts the terms of each item
 * @returns the best items for a question's terms, by their index, best first; those without any term are left out
 */
export function plainBm25(
  texts: readonly (readonly string[])[],
): (question: readonly string[], most: number) => number[] {
  const postings = new Map<string, Map<number, number>>();
  for (const [index, terms] of texts.entries()) {
    for (const term of terms) {
      const items = postings.get(term) ?? new Map<number, number>();
      postings.set(term, items);
      items.set(index, (items.get(index) ?? 0) + 1);
    }
  }
  const average = texts.reduce((sum, terms) => sum + terms.length, 0) / Math.max(1, texts.length);
  return (question, most) => {
    const scores = new Map<number, number>();
    for (const term of new Set(question)) {
      const items = postings.get(term) ?? new Map<number, number>();
      const rarity = Math.log(1 + (texts.length - items.size + 0.5) / (items.size + 0.5));
      for (const [index, occurs] of items) {
        const norm = k1 * (1 - b + (b * (texts[index]?.length ?? 0)) / average);
        scores.set(index, (scores.get(index) ?? 0) + (rarity * occurs * (k1 + 1)) / (occurs + norm));
      }
    }
    return [...scores]
      .sort((one, other) => other[1] - one[1] || one[0] - other[0])
      .slice(0, most)
      .map(([index]) => index);
  };
}
