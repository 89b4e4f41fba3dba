import type { CalibratedConfidence } from "../confidence.ts";
import { exactLower } from "./bounds.ts";
import { blockAt, type IsotonicBlock, isotonicBlocks } from "./isotonic.ts";
import type { Judged } from "./judged.ts";
import { prior } from "./prior.ts";
import { provenCutoffs, type ThresholdRequest } from "./threshold.ts";

/** A raw confidence, and the decisions and demands that it is measured by. */
export type CalibrationRequest = ThresholdRequest & { raw: number };

/**
 * The isotonic value drawn towards the prior: n decisions have a say of n / (n + weight). All values are drawn alike, so the
 * curve still never falls.
 */
function shrunken(block: IsotonicBlock | null, count: number): number {
  const say = count / (count + prior.weight);
  return say * (block?.value ?? prior.rate) + (1 - say) * prior.rate;
}

/**
 * What a raw confidence is worth by the decisions so far. The decisions' own confidences were written down before they were
 * decided, so each is honest about itself; a proposal is never among the decisions that calibrate it.
 */
export function calibrate({ raw, decisions, bar, minimumEvidence }: CalibrationRequest): CalibratedConfidence {
  const count = decisions.length;
  if (count === 0) return { raw, value: prior.rate, low: 0, count, threshold: null, proven: 0, basis: "prior" };
  const block = blockAt(isotonicBlocks(decisions), raw);
  const value = shrunken(block, count);
  const low = block ? Math.min(value, exactLower(block.value * block.count, block.count)) : 0;
  const cutoffs = provenCutoffs(decisions);
  const reached = count < minimumEvidence ? undefined : cutoffs.findLast((cutoff) => cutoff.proven >= bar);
  const proven = Math.max(0, ...cutoffs.filter(({ from }) => from <= raw).map((cutoff) => cutoff.proven));
  return { raw, value, low, count, threshold: reached?.from ?? null, proven, basis: "isotonic" };
}

/**
 * The decisions with calibrated instead of raw confidences, each calibrated by the other folds only (every fifth decision is
 * a fold): what the calibration error is honestly measured on.
 */
export function outOfFold(decisions: readonly Judged[], folds = 5): Judged[] {
  const curves = Array.from({ length: folds }, (_, fold) => {
    const others = decisions.filter((_decision, index) => index % folds !== fold);
    return { blocks: isotonicBlocks(others), count: others.length };
  });
  return decisions.map(({ raw, score }, index) => {
    const curve = curves[index % folds] ?? { blocks: [], count: 0 };
    return { raw: shrunken(blockAt(curve.blocks, raw), curve.count), score };
  });
}
