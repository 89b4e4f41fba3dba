import { betaQuantile } from "./beta.ts";

/** 0.95 quantile of the standard normal distribution: one-sided 95 %. */
const oneSided95 = 1.6448536269514722;

/**
 * Wilson's lower bound of a success rate (score interval without continuity correction), one-sided 95 % by default.
 * Wilson (1927), J. Amer. Statist. Assoc. 22(158). Close to its level on average, below it near 0 and 1.
 * @param sum successes, or the sum of scores in 0..1; @param count trials
 * @returns 0..1; 0 without trials
 */
export function wilsonLower(sum: number, count: number, z = oneSided95): number {
  if (count === 0) return 0;
  const rate = sum / count;
  const square = (z * z) / count;
  const spread = z * Math.sqrt((rate * (1 - rate)) / count + square / (4 * count));
  return Math.max(0, (rate + square / 2 - spread) / (1 + square));
}

/**
 * Clopper and Pearson's exact lower bound of a success rate: true rate below it in at most `alpha` of all cases, at any rate.
 * Clopper, Pearson (1934), Biometrika 26(4). A sum of scores between 0 and 1 has no more variance than successes of the same
 * mean, so for edited proposals it is cautious.
 * @param sum successes, or the sum of scores in 0..1; @param count trials
 * @returns 0..1; 0 without a success
 */
export function exactLower(sum: number, count: number, alpha = 0.05): number {
  if (sum <= 0 || count === 0) return 0;
  return betaQuantile(alpha, sum, count - sum + 1);
}
