import { dot, type Vector } from "./vector-space.ts";

/** One weight per feature for each class: the higher the dot product, the likelier the class. */
export type LinearModel = { weights: readonly Float64Array[] };

/** A labelled vector; `weight` counts it several times. */
export type Example = { vector: Vector; label: number; weight: number };

/**
 * Complement naive Bayes with normalised weights (Rennie, Shih, Teevan, Karger: "Tackling the poor assumptions of naive
 * Bayes text classifiers", ICML 2003): each class is described by all texts that are not of it, which keeps classes with
 * few examples from losing.
 */
export function trainNaiveBayes(given: {
  examples: readonly Example[];
  classes: number;
  features: number;
  smoothing?: number;
}): LinearModel {
  const { examples, classes, features, smoothing = 10 } = given;
  const sums = Array.from({ length: classes }, () => new Float64Array(features));
  const all = new Float64Array(features);
  for (const { vector, label, weight } of examples) {
    const sum = sums[label];
    if (!sum) continue;
    vector.positions.forEach((at, index) => {
      const value = (vector.weights[index] ?? 0) * weight;
      sum[at] = (sum[at] ?? 0) + value;
      all[at] = (all[at] ?? 0) + value;
    });
  }
  return { weights: sums.map((sum) => complementWeights(sum, all, smoothing)) };
}

function complementWeights(sum: Float64Array, all: Float64Array, smoothing: number): Float64Array {
  let total = 0;
  for (let at = 0; at < all.length; at++) total += (all[at] ?? 0) - (sum[at] ?? 0) + smoothing;
  const weights = Float64Array.from(all, (value, at) => -Math.log((value - (sum[at] ?? 0) + smoothing) / total));
  let size = 0;
  for (const weight of weights) size += Math.abs(weight);
  return weights.map((weight) => (weight * all.length) / (size || 1));
}

/** A vector's score for each class; comparable within one vector only. */
export function scoresOf(model: LinearModel, vector: Vector): Float64Array {
  return Float64Array.from(model.weights, (weights) => dot(vector, weights));
}
