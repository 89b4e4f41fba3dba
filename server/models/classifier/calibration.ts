/**
 * How sure the classifier is: a logistic function (Platt scaling) of how strongly the best intent claims the text and of
 * its lead over the second, and of the share of its words that the examples know. Fitted on out-of-fold predictions of the starting set together with texts that belong to no
 * intent; a test fits it again and measures how far stated and true confidence lie apart.
 */
export type Calibration = { claim: number; margin: number; coverage: number; bias: number };

/** The signals of one prediction. */
export type Signals = { claim: number; margin: number; coverage: number };

/** Found by `fitCalibration` on five folds of the starting set. */
export const calibration: Calibration = { claim: 1.86, margin: 0.55, coverage: 3.99, bias: -3.1 };

/** The probability, 0..1, that a prediction with these signals is right. */
export function probabilityOf(given: Calibration, { claim, margin, coverage }: Signals): number {
  return 1 / (1 + Math.exp(-(given.claim * claim + given.margin * margin + given.coverage * coverage + given.bias)));
}

/** Fits a calibration by gradient descent on the log loss, with a little L2 so that few predictions cannot run away. */
export function fitCalibration(predictions: readonly (Signals & { right: boolean })[]): Calibration {
  const fitted: Calibration = { claim: 0, margin: 0, coverage: 0, bias: 0 };
  for (let round = 0; round < 8000; round++) {
    const slope = {
      claim: 0.001 * fitted.claim,
      margin: 0.001 * fitted.margin,
      coverage: 0.001 * fitted.coverage,
      bias: 0,
    };
    for (const prediction of predictions) {
      const off = (probabilityOf(fitted, prediction) - (prediction.right ? 1 : 0)) / predictions.length;
      slope.claim += off * prediction.claim;
      slope.margin += off * prediction.margin;
      slope.coverage += off * prediction.coverage;
      slope.bias += off;
    }
    fitted.claim -= slope.claim;
    fitted.margin -= slope.margin;
    fitted.coverage -= slope.coverage;
    fitted.bias -= slope.bias;
  }
  return fitted;
}
