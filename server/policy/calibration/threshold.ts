import { exactLower } from "./bounds.ts";
import type { Judged } from "./judged.ts";

/**
 * A cut-off of raw confidence with what lies at or above it: how many decisions, their mean score, and the highest bar that
 * is proven for it.
 */
export type Cutoff = { from: number; count: number; right: number; proven: number };

const alpha = 0.05;
/** The sets that are looked at: all decisions, and the surest half, quarter and eighth of them. */
const shares = [1, 0.5, 0.25, 0.125] as const;
/** No set but the whole is smaller than this: it could prove nothing that an operator asks for. */
const leastPerSet = 20;

/**
 * The cut-offs that are looked at, the surest first, each with the bar that it proves at 95 %. Looking at several and taking
 * the best would promise too much, so the 5 % are shared: for a bar, sets are tested from the surest down, each at its part,
 * and what a passed test did not use goes to the next (the fallback procedure: Wiens 2003, Pharm. Stat. 2; for risk control:
 * Angelopoulos et al. 2021, arXiv 2110.01052). `proven` is the highest bar for which that procedure passes a set. Given the
 * raw values, the chance that any cut-off is passed whose true precision is below the bar is at most 5 %.
 */
export function provenCutoffs(decisions: readonly Judged[]): Cutoff[] {
  const sorted = decisions.toSorted((one, other) => other.raw - one.raw);
  const sizes = shares.map((share) =>
    sizeWithTies(sorted, Math.max(Math.min(leastPerSet, sorted.length), Math.ceil(sorted.length * share))),
  );
  const counts = [...new Set(sizes)].sort((one, other) => one - other).filter((count) => count > 0);
  const sets = counts.map((count) => {
    const sum = sorted.slice(0, count).reduce((total, decision) => total + decision.score, 0);
    return { from: sorted[count - 1]?.raw ?? 1, count, sum };
  });
  const part = alpha / Math.max(1, sets.length);
  return sets.map(({ from, count, sum }, end) => {
    // a run of passed tests may begin at any set; its bar is that of its weakest
    const runs = sets
      .slice(0, end + 1)
      .map((_, begin) =>
        Math.min(
          ...sets.slice(begin, end + 1).map((set, passed) => exactLower(set.sum, set.count, (passed + 1) * part)),
        ),
      );
    return { from, count, right: sum / count, proven: Math.max(...runs) };
  });
}

/** Equal confidences belong together: a set ends only where the confidence changes. */
function sizeWithTies(sorted: readonly Judged[], size: number): number {
  const edge = sorted[size - 1]?.raw;
  const end = sorted.findIndex((decision, index) => index >= size && decision.raw !== edge);
  return end === -1 ? sorted.length : end;
}

/** What a threshold is asked for: the precision that the operator wants, and how much evidence it takes at least. */
export type ThresholdRequest = { decisions: readonly Judged[]; bar: number; minimumEvidence: number };

/**
 * The smallest raw confidence from which on the lower 95 % bound of precision reaches the bar; null while no evidence does,
 * and below the minimum of evidence.
 */
export function chooseThreshold({ decisions, bar, minimumEvidence }: ThresholdRequest): Cutoff | null {
  if (decisions.length < minimumEvidence) return null;
  return provenCutoffs(decisions).findLast((cutoff) => cutoff.proven >= bar) ?? null;
}
