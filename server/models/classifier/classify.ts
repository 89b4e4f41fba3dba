import { hashOf } from "#server/kernel/canonical-json.ts";
import { featuresOf } from "./features.ts";
import {
  classifyText,
  type IntentModel,
  type LabelledText,
  type RankedIntent,
  trainIntentModel,
} from "./intent-model.ts";

/** What the classifier makes of a message; `method` says honestly how. */
export type Classification = {
  intent: string;
  /** 0..1, the calibrated probability that `intent` is right */
  confidence: number;
  method: string;
  /** the next likeliest, at most three */
  alternatives: RankedIntent[];
};

/** Below this no intent claims the message: it is filed as `other`. */
const leastConfidence = 0.3;
/** A message this like one that the operator corrected is taken as that one was. */
const sameKind = 0.6;

const mostModels = 20;
const symbol = Symbol.for("adjutant.intent-models");
const store = globalThis as typeof globalThis & { [symbol]?: Map<string, IntentModel> };

/** The model for these examples, trained at most once per process while it is among the last used. */
function modelFor(own: readonly LabelledText[]): IntentModel {
  store[symbol] ??= new Map();
  const models = store[symbol];
  const key = own.length ? hashOf(own) : "";
  const model = models.get(key) ?? trainIntentModel(own);
  models.delete(key);
  models.set(key, model);
  const oldest = models.keys().next().value;
  if (models.size > mostModels && oldest !== undefined) models.delete(oldest);
  return model;
}

function wordsOf(text: string): Set<string> {
  return new Set([...featuresOf(text).keys()].filter((feature) => /^[wp] /.test(feature)));
}

/** How alike two texts are, 0..1: the cosine of their sets of words and pairs of words. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (!a.size || !b.size) return 0;
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared / Math.sqrt(a.size * b.size);
}

/**
 * The intent of the corrected message that a text is most like, or null when it is like none.
 * @param own the operator's corrections, oldest first
 */
export function likeCorrected(
  text: string,
  own: readonly LabelledText[],
): { intent: string; confidence: number; method: string } | null {
  const words = wordsOf(text);
  let nearest: { intent: string; likeness: number } | null = null;
  for (const example of own) {
    const like = likeness(words, wordsOf(example.text));
    // the newest comes last, and wins a tie
    if (like >= sameKind && like >= (nearest?.likeness ?? 0)) nearest = { intent: example.intent, likeness: like };
  }
  if (!nearest) return null;
  const confidence = Math.min(0.99, nearest.likeness);
  return { intent: nearest.intent, confidence, method: "like a message that you corrected" };
}

/**
 * Classifies a message by the starting set and a workspace's own examples; a message that nothing fits becomes `other`.
 * @param own the operator's corrections, oldest first
 */
export function classify(text: string, own: readonly LabelledText[]): Classification {
  const model = modelFor(own);
  const [best = { intent: "other", confidence: 0 }, ...ranked] = classifyText(model, text);
  const method = `linear classifier over ${model.examples} examples`;
  if (best.confidence >= leastConfidence || best.intent === "other") {
    return { ...best, method, alternatives: ranked.slice(0, 3) };
  }
  // that nothing fits says little about what it is
  const confidence = Math.min(0.6, 1 - best.confidence);
  const alternatives = [best, ...ranked].filter(({ intent }) => intent !== "other").slice(0, 3);
  return { intent: "other", confidence, method: `${method}: none fits well`, alternatives };
}
