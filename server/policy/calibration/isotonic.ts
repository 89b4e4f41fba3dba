import type { Judged } from "./judged.ts";

/** A stretch of raw confidence with one calibrated value: the mean score of the decisions pooled in it. */
export type IsotonicBlock = { from: number; to: number; value: number; count: number };

/**
 * Isotonic regression of score on raw confidence by pooling adjacent violators: the non-decreasing step function with the
 * least squared error. Equal raw values are one point that weighs as much as its decisions. O(n log n).
 * Ayer, Brunk, Ewing, Reid, Silverman (1955), Ann. Math. Statist. 26(4); for probabilities Zadrozny, Elkan (KDD 2002).
 * @returns blocks in ascending order of `from`; none without decisions
 */
export function isotonicBlocks(decisions: readonly Judged[]): IsotonicBlock[] {
  const blocks: IsotonicBlock[] = [];
  for (const { raw, score } of decisions.toSorted((one, other) => one.raw - other.raw)) {
    const last = blocks.at(-1);
    if (last && last.from === raw && last.to === raw) pool(last, score, 1);
    else blocks.push({ from: raw, to: raw, value: score, count: 1 });
  }
  const pooled: IsotonicBlock[] = [];
  for (const block of blocks) {
    pooled.push({ ...block });
    for (let [low, high] = lastTwo(pooled); low && high && low.value >= high.value; [low, high] = lastTwo(pooled)) {
      pool(low, high.value, high.count);
      low.to = high.to;
      pooled.pop();
    }
  }
  return pooled;
}

function lastTwo(blocks: readonly IsotonicBlock[]): [IsotonicBlock | undefined, IsotonicBlock | undefined] {
  return [blocks.at(-2), blocks.at(-1)];
}

function pool(block: IsotonicBlock, value: number, count: number): void {
  const total = block.count + count;
  block.value = (block.value * block.count + value * count) / total;
  block.count = total;
}

/**
 * The block that speaks for a raw confidence: the last one that begins at or below it, so that a gap between two blocks has
 * the lower value; below all of them, the first.
 */
export function blockAt(blocks: readonly IsotonicBlock[], raw: number): IsotonicBlock | null {
  return blocks.findLast((block) => block.from <= raw) ?? blocks[0] ?? null;
}
