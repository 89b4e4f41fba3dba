import type { Example, LinearModel } from "./naive-bayes.ts";
import { dot } from "./vector-space.ts";

/**
 * Linear support vector machines, one against the rest, by dual coordinate descent for the L2 loss (Hsieh, Chang, Lin,
 * Keerthi, Sundararajan: "A dual coordinate descent method for large-scale linear SVM", ICML 2008). The order of the
 * examples is fixed, so the same examples give the same model.
 */
export function trainLinearSvm(given: {
  examples: readonly Example[];
  classes: number;
  features: number;
  cost?: number;
  rounds?: number;
}): LinearModel {
  const { examples, classes, features, cost = 1, rounds = 12 } = given;
  const order = shuffled(examples.length);
  const weights = Array.from({ length: classes }, (_, label) => {
    const plane = new Float64Array(features);
    const alpha = new Float64Array(examples.length);
    for (let round = 0; round < rounds; round++) {
      for (const index of order) descend(examples[index], index, { plane, alpha, label, cost });
    }
    return plane;
  });
  return { weights };
}

type State = { plane: Float64Array; alpha: Float64Array; label: number; cost: number };

/** One coordinate step. Vectors have length one, so the diagonal of the kernel is one. */
function descend(example: Example | undefined, index: number, { plane, alpha, label, cost }: State): void {
  if (!example) return;
  const side = example.label === label ? 1 : -1;
  const slack = 1 / (2 * cost * example.weight);
  const before = alpha[index] ?? 0;
  const gradient = side * dot(example.vector, plane) - 1 + slack * before;
  if (before === 0 && gradient >= 0) return;
  const after = Math.max(0, before - gradient / (1 + slack));
  const step = (after - before) * side;
  if (step === 0) return;
  alpha[index] = after;
  const { positions, weights } = example.vector;
  for (let at = 0; at < positions.length; at++) {
    const position = positions[at] ?? 0;
    plane[position] = (plane[position] ?? 0) + step * (weights[at] ?? 0);
  }
}

/** 0..length-1 in a fixed random order (Fisher–Yates over a linear congruential generator). */
function shuffled(length: number): number[] {
  const order = Array.from({ length }, (_, index) => index);
  let state = 1;
  for (let index = length - 1; index > 0; index--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (index + 1);
    const kept = order[index] ?? 0;
    order[index] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}
