import type { Signals } from "./calibration.ts";
import { type LabelledText, rankIntents, startingTexts, trainIntentModel } from "./intent-model.ts";

/** A prediction for a text that the model was not trained on. */
export type OutOfFold = Signals & { intent: string; predicted: string; right: boolean };

/** Predicts every text of a set by a model trained on the other folds. */
export function crossValidate(folds: number, texts: readonly LabelledText[] = startingTexts): OutOfFold[] {
  return Array.from({ length: folds }, (_, fold) => {
    const model = trainIntentModel(
      [],
      texts.filter((_text, index) => index % folds !== fold),
    );
    return texts
      .filter((_text, index) => index % folds === fold)
      .map(({ text, intent }) => {
        const { order, ...signals } = rankIntents(model, text);
        const predicted = order[0]?.intent ?? "";
        return { intent, predicted, right: predicted === intent, ...signals };
      });
  }).flat();
}

/** Expected calibration error over equal-width bins (Guo et al., ICML 2017): 0 means stated and true confidence agree. */
export function calibrationError(predictions: readonly { confidence: number; right: boolean }[], bins = 5): number {
  let error = 0;
  for (let bin = 0; bin < bins; bin++) {
    const inBin = predictions.filter(({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === bin);
    const stated = inBin.reduce((sum, { confidence }) => sum + confidence, 0);
    const right = inBin.filter((prediction) => prediction.right).length;
    error += Math.abs(stated - right) / predictions.length;
  }
  return error;
}
