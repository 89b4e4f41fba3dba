import { featuresOf } from "./features.ts";

/** A text as sparse tf-idf weights of unit length; positions without a weight are absent. */
export type Vector = { positions: Int32Array; weights: Float64Array };

/** The features known from a set of texts, each with its position and inverse document frequency. */
export type VectorSpace = { position: ReadonlyMap<string, number>; idf: Float64Array };

/** Learns features and their smoothed inverse document frequencies: ln((1 + n) / (1 + df)) + 1. */
export function spaceOf(texts: readonly string[]): VectorSpace {
  const position = new Map<string, number>();
  const documents: number[] = [];
  for (const text of texts) {
    for (const feature of featuresOf(text).keys()) {
      const at = position.get(feature) ?? position.size;
      position.set(feature, at);
      documents[at] = (documents[at] ?? 0) + 1;
    }
  }
  const idf = Float64Array.from(documents, (df) => Math.log((1 + texts.length) / (1 + df)) + 1);
  return { position, idf };
}

/** A text in a space: (1 + ln tf) · idf, scaled to length one. Unknown features are left out. */
export function vectorOf(space: VectorSpace, text: string): Vector {
  const entries: [number, number][] = [];
  let squares = 0;
  for (const [feature, tf] of featuresOf(text)) {
    const at = space.position.get(feature);
    if (at === undefined) continue;
    const weight = (1 + Math.log(tf)) * (space.idf[at] ?? 0);
    squares += weight * weight;
    entries.push([at, weight]);
  }
  const length = Math.sqrt(squares) || 1;
  return {
    positions: Int32Array.from(entries, ([at]) => at),
    weights: Float64Array.from(entries, ([, weight]) => weight / length),
  };
}

/** The share of a text's words that the space knows, 0..1; 0 for a text without words. */
export function coverageOf(space: VectorSpace, text: string): number {
  const words = [...featuresOf(text).keys()].filter((feature) => feature.startsWith("w "));
  return words.length ? words.filter((word) => space.position.has(word)).length / words.length : 0;
}

/** The dot product of a sparse vector with dense weights. */
export function dot(vector: Vector, dense: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < vector.positions.length; index++) {
    sum += (vector.weights[index] ?? 0) * (dense[vector.positions[index] ?? 0] ?? 0);
  }
  return sum;
}
