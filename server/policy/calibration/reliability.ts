import type { Judged } from "./judged.ts";

/** Decisions of like confidence: what was said on average, what came of it, and how many there were. */
export type ReliabilityBin = { from: number; to: number; count: number; said: number; right: number };

/**
 * The reliability curve: decisions in bins of equal width by confidence; empty bins are left out.
 * DeGroot, Fienberg (1983), The Statistician 32.
 */
export function reliabilityBins(decisions: readonly Judged[], bins = 10): ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ count: 0, said: 0, right: 0 }));
  for (const { raw, score } of decisions) {
    const sum = sums[Math.min(bins - 1, Math.floor(raw * bins))];
    if (!sum) continue;
    sum.count += 1;
    sum.said += raw;
    sum.right += score;
  }
  return sums.flatMap(({ count, said, right }, index) =>
    count === 0
      ? []
      : [{ from: index / bins, to: (index + 1) / bins, count, said: said / count, right: right / count }],
  );
}

/**
 * Expected calibration error: the mean distance between what was said and what came of it, over the bins by their counts.
 * Naeini, Cooper, Hauskrecht (AAAI 2015). With few decisions per bin it is larger than the truth, never smaller on average.
 * @returns 0..1; null without decisions
 */
export function calibrationError(decisions: readonly Judged[], bins = 10): number | null {
  if (decisions.length === 0) return null;
  const off = reliabilityBins(decisions, bins).map(({ count, said, right }) => count * Math.abs(said - right));
  return off.reduce((sum, part) => sum + part, 0) / decisions.length;
}
