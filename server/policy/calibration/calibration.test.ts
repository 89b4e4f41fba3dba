import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaQuantile, betaShare } from "./beta.ts";
import {
  calibrate,
  calibrationError,
  chooseThreshold,
  exactLower,
  type Judged,
  outOfFold,
  prior,
  reliabilityBins,
  wilsonLower,
} from "./index.ts";
import { blockAt, isotonicBlocks } from "./isotonic.ts";
import { seeded } from "./test-histories.ts";

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const judged = fc.record({
  raw: fc.oneof(unit, fc.constantFrom(0.5, 0.7, 0.9)),
  score: fc.oneof(unit, fc.constantFrom(0, 1)),
});
const history = fc.array(judged, { maxLength: 120 });

/** Decisions about an agent that is right with the probability `truth(raw)`. */
function decided(random: () => number, count: number, truth: (raw: number) => number): Judged[] {
  return Array.from({ length: count }, () => {
    const raw = random();
    return { raw, score: random() < truth(raw) ? 1 : 0 };
  });
}

describe("bounds", () => {
  it("agree with published values", () => {
    // 59 of 59 is the least that shows 95 % at 95 %: 0.95^59 < 0.05
    expect(exactLower(59, 59)).toBeGreaterThanOrEqual(0.95);
    expect(exactLower(58, 58)).toBeLessThan(0.95);
    expect(exactLower(9, 10)).toBeCloseTo(0.6058, 4);
    // Wilson 1927, two-sided 95 % for 8 of 10
    expect(wilsonLower(8, 10, 1.959964)).toBeCloseTo(0.4902, 4);
    expect(betaShare(0.5, 2, 3)).toBeCloseTo(0.6875, 10);
    expect(betaQuantile(betaShare(0.3, 4.5, 7), 4.5, 7)).toBeCloseTo(0.3, 8);
  });

  it("stay between 0 and the rate, and rise with each success", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), unit, (count, share) => {
        const sum = Math.floor(count * share);
        for (const bound of [wilsonLower, exactLower]) {
          expect(bound(sum, count)).toBeGreaterThanOrEqual(0);
          expect(bound(sum, count)).toBeLessThanOrEqual(sum / count + 1e-9);
          expect(bound(sum + 1, count + 1)).toBeGreaterThanOrEqual(bound(sum, count) - 1e-9);
        }
      }),
    );
  });

  it("the exact one is above the truth in at most 5 % of 4,000 samples", () => {
    const random = seeded(11);
    for (const [truth, count] of [
      [0.9, 40],
      [0.97, 120],
      [0.6, 15],
    ] as const) {
      let above = 0;
      for (let round = 0; round < 4_000; round += 1) {
        let sum = 0;
        for (let trial = 0; trial < count; trial += 1) sum += random() < truth ? 1 : 0;
        if (exactLower(sum, count) > truth) above += 1;
      }
      expect(above / 4_000).toBeLessThanOrEqual(0.05 + 0.01);
    }
  });
});

describe("isotonic regression", () => {
  it("pools what falls: the classic example", () => {
    const points = [1, 2, 6, 2, 3, 5].map((value, index) => ({ raw: index / 10, score: value / 10 }));
    expect(isotonicBlocks(points).map((block) => [block.count, Number(block.value.toFixed(4))])).toEqual([
      [1, 0.1],
      [1, 0.2],
      [3, 0.3667],
      [1, 0.5],
    ]);
  });

  it("never falls, keeps the mean, and errs no more than any constant", () => {
    fc.assert(
      fc.property(history, (decisions) => {
        const blocks = isotonicBlocks(decisions);
        const values = blocks.map((block) => block.value);
        expect(values).toEqual(values.toSorted((one, other) => one - other));
        expect(blocks.reduce((sum, block) => sum + block.count, 0)).toBe(decisions.length);
        const total = decisions.reduce((sum, decision) => sum + decision.score, 0);
        expect(blocks.reduce((sum, block) => sum + block.count * block.value, 0)).toBeCloseTo(total, 6);
        const error = (fit: (raw: number) => number) =>
          decisions.reduce((sum, { raw, score }) => sum + (fit(raw) - score) ** 2, 0);
        const mean = total / Math.max(1, decisions.length);
        expect(error((raw) => blockAt(blocks, raw)?.value ?? 0)).toBeLessThanOrEqual(error(() => mean) + 1e-9);
      }),
    );
  });
});

describe("calibrate", () => {
  it("says the stated prior, and no threshold, before anybody decided", () => {
    expect(calibrate({ raw: 0.99, decisions: [], bar: 0.9, minimumEvidence: 20 })).toEqual({
      raw: 0.99,
      value: prior.rate,
      low: 0,
      count: 0,
      threshold: null,
      proven: 0,
      basis: "prior",
    });
  });

  it("lies in 0..1, never falls with the raw confidence, and its low bound never exceeds it", () => {
    fc.assert(
      fc.property(history, unit, unit, (decisions, one, other) => {
        const [lower, upper] = [Math.min(one, other), Math.max(one, other)].map((raw) =>
          calibrate({ raw, decisions, bar: 0.9, minimumEvidence: 20 }),
        );
        for (const confidence of [lower, upper]) {
          expect(confidence?.value).toBeGreaterThanOrEqual(0);
          expect(confidence?.value).toBeLessThanOrEqual(1);
          expect(confidence?.low).toBeLessThanOrEqual(confidence?.value ?? 0);
        }
        expect(upper?.value).toBeGreaterThanOrEqual((lower?.value ?? 1) - 1e-12);
      }),
    );
  });

  it("passes a bar by what is proven exactly where the threshold for that bar lies at or below it", () => {
    fc.assert(
      fc.property(history, unit, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (decisions, raw, bar) => {
        const { threshold, proven } = calibrate({ raw, decisions, bar, minimumEvidence: 0 });
        expect(threshold !== null && threshold <= raw).toBe(proven >= bar);
      }),
    );
  });

  it("leans on the prior less and less", () => {
    const after = (count: number) =>
      calibrate({
        raw: 0.8,
        decisions: Array.from({ length: count }, () => ({ raw: 0.8, score: 1 })),
        bar: 0.9,
        minimumEvidence: 20,
      }).value;
    expect([1, 4, 16, 196].map((count) => Number(after(count).toFixed(6)))).toEqual([0.6, 0.75, 0.9, 0.99]);
  });

  it.each<[string, (raw: number) => number]>([
    ["boasts", (raw) => raw ** 3],
    ["is too shy", (raw) => Math.sqrt(raw)],
    ["is right as often whatever it says", () => 0.6],
  ])("brings down the calibration error of an agent that %s, out of fold", (_, truth) => {
    const random = seeded(7);
    let better = 0;
    for (let round = 0; round < 100; round += 1) {
      const decisions = decided(random, 300, truth);
      const [before, after] = [calibrationError(decisions), calibrationError(outOfFold(decisions))];
      if ((after ?? 1) < (before ?? 0)) better += 1;
    }
    expect(better).toBeGreaterThanOrEqual(95);
  });
});

describe("reliability", () => {
  it("counts every decision once and weighs the error by the counts", () => {
    fc.assert(
      fc.property(history, (decisions) => {
        expect(reliabilityBins(decisions).reduce((sum, bin) => sum + bin.count, 0)).toBe(decisions.length);
        const error = calibrationError(decisions);
        if (decisions.length === 0) expect(error).toBeNull();
        else expect(error).toBeLessThanOrEqual(1);
      }),
    );
    expect(
      calibrationError([
        { raw: 0.9, score: 0 },
        { raw: 0.9, score: 1 },
      ]),
    ).toBeCloseTo(0.4, 10);
  });
});

describe("threshold", () => {
  const right = (count: number, raw: number) => Array.from({ length: count }, () => ({ raw, score: 1 }));

  it("is null below the minimum of evidence, whatever the precision", () => {
    expect(chooseThreshold({ decisions: right(19, 0.9), bar: 0.5, minimumEvidence: 20 })).toBeNull();
    expect(chooseThreshold({ decisions: right(20, 0.9), bar: 0.5, minimumEvidence: 20 })?.from).toBe(0.9);
  });

  it("needs 59 decisions without a fault for 95 %", () => {
    expect(chooseThreshold({ decisions: right(58, 0.9), bar: 0.95, minimumEvidence: 20 })).toBeNull();
    expect(chooseThreshold({ decisions: right(59, 0.9), bar: 0.95, minimumEvidence: 20 })?.from).toBe(0.9);
  });

  it("leaves out the unsure part that is often wrong", () => {
    const wrong = Array.from({ length: 60 }, (_, index) => ({ raw: 0.4, score: index % 2 }));
    const found = chooseThreshold({ decisions: [...wrong, ...right(120, 0.9)], bar: 0.9, minimumEvidence: 20 });
    expect(found).toMatchObject({ from: 0.9, count: 120, right: 1 });
  });

  it("names one whose true precision is below the bar in at most 5 % of 2,000 histories", () => {
    const bar = 0.9;
    // right with probability raw²: from t on, true precision is the mean of raw² over t..1
    const precisionFrom = (from: number) => (1 - from ** 3) / 3 / (1 - from);
    const random = seeded(23);
    let [named, broken] = [0, 0];
    for (let round = 0; round < 2_000; round += 1) {
      const decisions = decided(random, 400, (raw) => raw ** 2);
      const found = chooseThreshold({ decisions, bar, minimumEvidence: 20 });
      if (!found) continue;
      named += 1;
      if (precisionFrom(found.from) < bar) broken += 1;
    }
    expect(broken / 2_000).toBeLessThanOrEqual(0.05);
    // and it is not kept by never naming one: an agent that is good enough gets its threshold
    expect(named).toBeGreaterThan(0);
    let found = 0;
    for (let round = 0; round < 200; round += 1) {
      const decisions = decided(random, 400, (raw) => (raw > 0.5 ? 0.98 : 0.5));
      if (chooseThreshold({ decisions, bar, minimumEvidence: 20 })) found += 1;
    }
    expect(found).toBeGreaterThan(180);
  });
});
