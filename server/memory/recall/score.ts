/** Terms of the question as they are reckoned with. */
export type Term = {
  term: string;
  /** inverse document frequency × how sure it is that this term was meant */
  weight: number;
  /** whether the word was misspelt, and this is what it may have meant */
  typo: boolean;
};

/** An item with its occurrences of the question's terms. */
export type Entry = {
  slot: number;
  /** has no neighbours */
  alone: boolean;
  /** 1; less for what an agent wrote */
  weight: number;
  /** terms in each segment */
  lengths: readonly number[];
  /** by segment: how often each term occurs, in the order of the terms */
  occurs: ReadonlyMap<number, readonly number[]>;
};

/** What an item's score is made of, before what does not come from its words. */
export type WordScore = {
  slot: number;
  score: number;
  /** in the order of the terms; what its own words gave, misspelt ones apart */
  terms: number[];
  typo: number;
  neighbours: number;
  smoothing: number;
  /** share of the question's weight that occurs in the item or beside it, 0..1 */
  coverage: number;
};

// BM25's constants for short texts, and the shares of what stands before and after
const k1 = 0.9;
const b = 0.6;
const shares = [
  { offset: -1, share: 0.5 },
  { offset: 1, share: 0.3 },
  { offset: -2, share: 0.15 },
  { offset: 2, share: 0.15 },
];
/** Neighbours longer than this say too much of their own. */
const longestNeighbour = 120;
const besideShare = 0.1;
const conversationShare = 0.1;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function totals(entry: Entry, size: number): number[] {
  const all = Array.from({ length: size }, () => 0);
  for (const occurs of entry.occurs.values()) {
    for (const [index, count] of occurs.entries()) all[index] = (all[index] ?? 0) + count;
  }
  return all;
}

/** What stands around an item: its neighbours' occurrences and length, each by its share. */
function around(entry: Entry, bySlot: ReadonlyMap<number, Entry>, size: number) {
  const occurs = Array.from({ length: size }, () => 0);
  let length = 0;
  let share = 0;
  if (entry.alone) return { occurs, length, share };
  for (const { offset, share: own } of shares) {
    const neighbour = bySlot.get(entry.slot + offset);
    if (!neighbour) continue;
    const words = sum(neighbour.lengths);
    if (words > longestNeighbour) continue;
    for (const [index, count] of totals(neighbour, size).entries()) occurs[index] = (occurs[index] ?? 0) + own * count;
    length += own * words;
    share += own;
  }
  return { occurs, length, share };
}

function scoreOf(entry: Entry, bySlot: ReadonlyMap<number, Entry>, terms: readonly Term[], average: number): WordScore {
  const beside = around(entry, bySlot, terms.length);
  const norm = average * (1 + beside.share);
  let best: WordScore | null = null;
  for (const [segment, own] of entry.lengths.entries()) {
    const occurs = entry.occurs.get(segment);
    const length = own + beside.length;
    const part: WordScore = {
      ...{ slot: entry.slot, score: 0, terms: [], typo: 0, neighbours: 0, smoothing: 0, coverage: 0 },
    };
    for (const [index, { weight, typo }] of terms.entries()) {
      const inside = occurs?.[index] ?? 0;
      const all = inside + (beside.occurs[index] ?? 0);
      const value =
        all === 0 ? 0 : (entry.weight * weight * all * (k1 + 1)) / (all + k1 * (1 - b + (b * length) / norm));
      const mine = all === 0 ? 0 : (value * inside) / all;
      part.score += value;
      part.neighbours += value - mine;
      part.typo += typo ? mine : 0;
      part.terms.push(typo ? 0 : mine);
      if (all > 0) part.coverage += weight;
    }
    if (!best || part.score > best.score) best = part;
  }
  return best ?? { slot: entry.slot, score: 0, terms: [], typo: 0, neighbours: 0, smoothing: 0, coverage: 0 };
}

/** Items beside good items, and in a conversation of good items, are a little better: talk stays with its subject. */
function smoothed(scores: readonly WordScore[], bySlot: ReadonlyMap<number, Entry>, places: number): WordScore[] {
  const by = new Map(scores.map((one) => [one.slot, one.score]));
  const conversations = Map.groupBy(scores, ({ slot }) => Math.floor(slot / places));
  return scores.map((one) => {
    const entry = bySlot.get(one.slot);
    if (!entry || entry.alone) return one;
    const beside = ((by.get(one.slot - 1) ?? 0) + (by.get(one.slot + 1) ?? 0)) / 2;
    const others = (conversations.get(Math.floor(one.slot / places)) ?? [])
      .filter(({ slot }) => slot !== one.slot)
      .map(({ score }) => score)
      .sort((first, second) => second - first)
      .slice(0, 3);
    const smoothing = entry.weight * (besideShare * beside + (conversationShare * sum(others)) / 3);
    return { ...one, smoothing, score: one.score + smoothing };
  });
}

/**
 * Context-weighted BM25: each item is reckoned with its own terms and, by shares, those of its neighbours in the same
 * conversation; of a long item the best segment counts. BM25 after Robertson and Zaragoza 2009 with k1 0.9, b 0.6
 * (Lin et al. 2021, Anserini's defaults are 0.9 and 0.4). Parts of a score sum to it.
 * @param average terms in a segment, over the scope
 * @param places room for one conversation's slots
 * @returns the best first
 */
export function scoreEntries(
  entries: readonly Entry[],
  terms: readonly Term[],
  { average, places }: { average: number; places: number },
): WordScore[] {
  const bySlot = new Map(entries.map((entry) => [entry.slot, entry]));
  const whole = sum(terms.map(({ weight }) => weight)) || 1;
  const scores = entries
    .map((entry) => scoreOf(entry, bySlot, terms, Math.max(1, average)))
    .filter(({ score }) => score > 0)
    .map((one) => ({ ...one, coverage: one.coverage / whole }));
  return smoothed(scores, bySlot, places).sort((one, other) => other.score - one.score || one.slot - other.slot);
}
