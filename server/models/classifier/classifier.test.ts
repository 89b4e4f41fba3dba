import { describe, expect, it } from "vitest";
import { calibration, fitCalibration, probabilityOf } from "./calibration.ts";
import { classify, likeCorrected } from "./classify.ts";
import { calibrationError, crossValidate } from "./cross-validation.ts";
import { startingExamples } from "./examples/index.ts";
import { outOfScopeTexts, unrelatedTexts } from "./examples/out-of-scope.ts";
import { testSet } from "./examples/test-set.ts";
import { knownIntents, rankIntents, trainIntentModel } from "./intent-model.ts";

const outOfFold = crossValidate(5);
const share = (rows: readonly { right: boolean }[]) => rows.filter(({ right }) => right).length / rows.length;

describe("the starting set", () => {
  it("has at least twenty varied examples of every intent, none of them twice or in the test set", () => {
    const all = Object.values(startingExamples).flat();
    for (const [intent, texts] of Object.entries(startingExamples))
      expect(texts.length, intent).toBeGreaterThanOrEqual(20);
    expect(new Set(all).size).toBe(all.length);
    expect(Object.keys(testSet).sort()).toEqual([...knownIntents].sort());
    for (const text of Object.values(testSet).flat()) expect(all).not.toContain(text);
  });
});

describe("accuracy without a model, before anything is learnt", () => {
  it("is at least 84 % in five-fold cross-validation over 15 intents", () => {
    expect(share(outOfFold)).toBeGreaterThanOrEqual(0.84);
  });

  it("is at least 70 % on messages that nothing was chosen by, and 90 % where it is sure", () => {
    const rows = Object.entries(testSet).flatMap(([intent, texts]) =>
      texts.map((text) => {
        const { intent: predicted, confidence } = classify(text, []);
        return { right: predicted === intent, confidence };
      }),
    );
    expect(share(rows)).toBeGreaterThanOrEqual(0.7);
    const sure = rows.filter(({ confidence }) => confidence >= 0.8);
    expect(sure.length / rows.length).toBeGreaterThanOrEqual(0.5);
    expect(share(sure)).toBeGreaterThanOrEqual(0.9);
  });

  it("takes at most one in eight unrelated texts for an intent with confidence", () => {
    const taken = outOfScopeTexts.filter((text) => {
      const { intent, confidence } = classify(text, []);
      return intent !== "other" && confidence >= 0.6;
    });
    expect(taken.length).toBeLessThanOrEqual(outOfScopeTexts.length / 8);
  });
});

describe("confidence", () => {
  it("is honest: stated and true accuracy differ by less than 5 points out of fold", () => {
    const rows = outOfFold.map((row) => ({ right: row.right, confidence: probabilityOf(calibration, row) }));
    expect(calibrationError(rows)).toBeLessThan(0.05);
    const sure = rows.filter(({ confidence }) => confidence >= 0.9);
    expect(share(sure)).toBeGreaterThanOrEqual(0.95);
    expect(sure.length / rows.length).toBeGreaterThanOrEqual(0.4);
  });

  it("is what the fit finds now", () => {
    const model = trainIntentModel([]);
    const unrelated = unrelatedTexts.map((text) => ({ ...rankIntents(model, text), right: false }));
    const fitted = fitCalibration([...outOfFold, ...unrelated, ...unrelated]);
    for (const row of outOfFold) {
      expect(Math.abs(probabilityOf(fitted, row) - probabilityOf(calibration, row))).toBeLessThan(0.03);
    }
  });

  it("lies between 0 and 1 and falls from the first to the last", () => {
    for (const text of ["", "?", "hello", "x".repeat(100_000), "\ud800", ...outOfScopeTexts]) {
      const { confidence, alternatives } = classify(text, []);
      const all = [confidence, ...alternatives.map((other) => other.confidence)];
      for (const value of all) expect(value >= 0 && value <= 1).toBe(true);
    }
  });
});

describe("a correction", () => {
  const statement = (month: string, amount: string) =>
    `Monthly statement ${month}\nDear customer, your statement of account for ${month} with a balance of ${amount} is ready.`;

  it("decides the next like message, though it stands alone", () => {
    const before = classify(statement("March", "120.00"), []);
    expect(before.intent).not.toBe("job_application");
    const own = [{ text: statement("March", "120.00"), intent: "job_application" }];
    expect(likeCorrected(statement("April", "98.50"), own)?.intent).toBe("job_application");
    expect(likeCorrected("Could you send me a quote for a website?", own)).toBeNull();
  });

  it("of the same text again wins over the older one", () => {
    const text = statement("March", "120.00");
    const own = [
      { text, intent: "newsletter" },
      { text, intent: "invoice_question" },
    ];
    expect(likeCorrected(text, own)?.intent).toBe("invoice_question");
  });

  it("also moves the classifier, and can teach an intent of the workspace's own", () => {
    const texts = ["The llama herd needs shearing", "Shearing of llamas in spring", "Please shear our llamas"];
    const own = texts.map((text) => ({ text, intent: "shearing" }));
    const { intent, method } = classify("When can you come for the shearing of our llamas?", own);
    expect(intent).toBe("shearing");
    expect(method).toContain("examples");
  });
});
