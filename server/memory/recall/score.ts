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

// BM25's constants for short texts
const k1 = 0.9;
const b = 0.6;
/** What an item takes of those that stand so many places after it. */
export const shares = [
  { offset: -1, share: 0.5 },
  { offset: 1, share: 0.3 },
  { offset: -2, share: 0.15 },
  { offset: 2, share: 0.15 },
];
/** Neighbours longer than this say too much of their own. */
const longestNeighbour = 120;
const besideShare = 0.1;
const conversationShare = 0.1;
const bestOfConversation = 3;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** What an item lends to its neighbours: how often it holds each term, and how many terms it has. */
type Lent = { occurs: readonly number[]; length: number };

function lentBy(entry: Entry, size: number): Lent {
  const occurs = Array.from({ length: size }, () => 0);
  for (const segment of entry.occurs.values()) {
    for (const [index, count] of segment.entries()) occurs[index] = (occurs[index] ?? 0) + count;
  }
  return { occurs, length: sum(entry.lengths) };
}

/** What stands around an item: its neighbours' occurrences and length, each by its share. */
function around({ slot, alone }: Entry, lent: ReadonlyMap<number, Lent>, size: number): Lent & { share: number } {
  const occurs = Array.from({ length: size }, () => 0);
  let length = 0;
  let share = 0;
  if (alone) return { occurs, length, share };
  for (const { offset, share: own } of shares) {
    const neighbour = lent.get(slot + offset);
    if (!neighbour || neighbour.length > longestNeighbour) continue;
    for (const [index, count] of neighbour.occurs.entries()) occurs[index] = (occurs[index] ?? 0) + own * count;
    length += own * neighbour.length;
    share += own;
  }
  return { occurs, length, share };
}

const nothing = { score: 0, typo: 0, neighbours: 0, smoothing: 0, coverage: 0 };

function scoreOf(entry: Entry, lent: ReadonlyMap<number, Lent>, terms: readonly Term[], average: number): WordScore {
  const beside = around(entry, lent, terms.length);
  const norm = average * (1 + beside.share);
  let best: WordScore | null = null;
  for (const [segment, own] of entry.lengths.entries()) {
    const occurs = entry.occurs.get(segment);
    const length = own + beside.length;
    const part: WordScore = { slot: entry.slot, terms: [], ...nothing };
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
  return best ?? { slot: entry.slot, terms: [], ...nothing };
}

/** Items beside good items, and in a conversation of good items, are a little better: talk stays with its subject. */
function smoothed(scores: readonly WordScore[], bySlot: ReadonlyMap<number, Entry>, places: number): WordScore[] {
  const by = new Map(scores.map((one) => [one.slot, one.score]));
  const conversationOf = ({ slot }: WordScore) => Math.floor(slot / places);
  // one more than is reckoned with: an item does not lift itself
  const best = new Map(
    [...Map.groupBy(scores, conversationOf)].map(([conversation, own]) => [
      conversation,
      own.sort((first, second) => second.score - first.score).slice(0, bestOfConversation + 1),
    ]),
  );
  return scores.map((one) => {
    const entry = bySlot.get(one.slot);
    if (!entry || entry.alone) return one;
    const beside = ((by.get(one.slot - 1) ?? 0) + (by.get(one.slot + 1) ?? 0)) / 2;
    const others = (best.get(conversationOf(one)) ?? [])
      .filter(({ slot }) => slot !== one.slot)
      .map(({ score }) => score)
      .slice(0, bestOfConversation);
    const smoothing = entry.weight * (besideShare * beside + (conversationShare * sum(others)) / bestOfConversation);
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
  const lent = new Map(entries.map((entry) => [entry.slot, lentBy(entry, terms.length)]));
  const whole = sum(terms.map(({ weight }) => weight)) || 1;
  const scores = entries
    .map((entry) => scoreOf(entry, lent, terms, Math.max(1, average)))
    .filter(({ score }) => score > 0)
    .map((one) => ({ ...one, coverage: one.coverage / whole }));
  return smoothed(scores, bySlot, places).sort((one, other) => other.score - one.score || one.slot - other.slot);
}
