import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seeded } from "../calibration/test-histories.ts";
import { driftAt, editShare, promotionOf, standardOf } from "./index.ts";
import { provenAbove } from "./proof.ts";
import { type RiskClass, standards } from "./standards.ts";
import { shareChanged } from "./text-distance.ts";

const histories = 1_000;
const length = 300;
const classes = Object.entries(standards) as [RiskClass, (typeof standards)[RiskClass]][];

/** Outcomes of an agent whose true rate is known. */
function outcomes(random: () => number, count: number, rate: number): number[] {
  return Array.from({ length: count }, () => (random() < rate ? 1 : 0));
}

/** Goes through a history as the operator does, looking after every decision. @returns when more was offered, or null */
function offeredAt(risk: RiskClass, scores: readonly number[]): number | null {
  for (let count = standards[risk].window; count <= scores.length; count += 1) {
    const record = { level: "suggest", scores: scores.slice(0, count), sinceDeclined: null } as const;
    if (promotionOf(standards[risk], record)) return count;
  }
  return null;
}

describe("promotion, looked at after every decision", () => {
  it.each(classes)(
    "%s: none in at least 95 % of 1,000 histories of a true rate at or below the bar",
    (risk, { bar }) => {
      const random = seeded(41);
      for (const rate of [bar, bar - 0.02, bar - 0.1]) {
        let offered = 0;
        for (let round = 0; round < histories; round += 1) {
          if (offeredAt(risk, outcomes(random, length, rate)) !== null) offered += 1;
        }
        expect(offered / histories, `at ${rate}`).toBeLessThanOrEqual(0.05);
      }
    },
  );

  it.each(classes)("%s: an agent that is right 99 times of 100 is offered more within 300 decisions", (risk) => {
    const random = seeded(43);
    let offered = 0;
    for (let round = 0; round < 200; round += 1) {
      if (offeredAt(risk, outcomes(random, length, 0.99)) !== null) offered += 1;
    }
    expect(offered / 200).toBeGreaterThanOrEqual(0.9);
  });

  it("goes one step at a time, never to money without caps, and never from watching", () => {
    const scores = outcomes(seeded(1), 200, 1);
    const from = (risk: RiskClass, level: "observe" | "suggest" | "limited" | "full") =>
      promotionOf(standards[risk], { level, scores, sinceDeclined: null })?.to ?? null;
    expect(["observe", "suggest", "limited", "full"].map((level) => from("external", level as "suggest"))).toEqual([
      null,
      "limited",
      "full",
      null,
    ]);
    expect([from("money", "suggest"), from("money", "limited")]).toEqual(["limited", null]);
  });

  it("comes back after a decline only with as many new decisions as it takes in the first place", () => {
    const scores = outcomes(seeded(1), 200, 1);
    const after = (sinceDeclined: number) =>
      promotionOf(standards.external, { level: "suggest", scores, sinceDeclined });
    expect(after(39)).toBeNull();
    expect(after(40)?.to).toBe("limited");
  });

  it("shows the figures that it rests on, against the higher of the two bars", () => {
    const scores = outcomes(seeded(1), 150, 1);
    expect(
      promotionOf(standardOf("external", 0.8), { level: "suggest", scores, sinceDeclined: null })?.evidence,
    ).toMatchObject({
      count: 120,
      right: 1,
      bar: 0.9,
    });
    expect(promotionOf(standardOf("external", 0.99), { level: "suggest", scores, sinceDeclined: null })).toBeNull();
  });

  it("proves nothing above a mean that the scores themselves do not have", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 200 }), (scores) => {
        const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
        if (mean < 0.9) expect(provenAbove(scores, 0.9)).toBe(false);
      }),
    );
  });
});

describe("drift", () => {
  // decisions after a shift from 99 % to 50 % within which 95 % of the agents are found
  const within = { read: 45, internal: 30, external: 22, money: 20 } as const;

  it.each(classes)("%s: found within k decisions of a shift in at least 95 % of 1,000 histories", (risk, { bar }) => {
    const random = seeded(47);
    let found = 0;
    for (let round = 0; round < histories; round += 1) {
      const at = driftAt([...outcomes(random, 100, 0.99), ...outcomes(random, within[risk], 0.5)], bar);
      if (at !== null && at > 100) found += 1;
    }
    expect(found / histories).toBeGreaterThanOrEqual(0.95);
  });

  it.each(classes)("%s: in 500 decisions at most 1 % of good agents are demoted for nothing", (_risk, { bar }) => {
    const random = seeded(53);
    let alarms = 0;
    // good: wrong a third as often as the bar allows
    for (let round = 0; round < histories; round += 1) {
      if (driftAt(outcomes(random, 500, 1 - (1 - bar) / 3), bar) !== null) alarms += 1;
    }
    expect(alarms / histories).toBeLessThanOrEqual(0.01);
  });
});

describe("the share of an edit", () => {
  const text = (value: string) => [{ name: "body", kind: "text" as const, value }];

  it("counts words put in, taken out and exchanged", () => {
    expect(shareChanged("Dear Ada, thank you.", "Dear Ada, thank you.")).toBe(0);
    expect(shareChanged("one two three four", "one two drei four")).toBe(0.25);
    expect(shareChanged("one  two", "one\ntwo")).toBe(0);
    expect(shareChanged("", "all of it")).toBe(1);
    expect(editShare(text("one two three four"), text("one two three four five"))).toBeCloseTo(0.2, 10);
  });

  it("holds an amount or a date that was changed for wrong as a whole", () => {
    const money = (value: string) => [...text("The same"), { name: "amount", kind: "money" as const, value }];
    expect(editShare(money("1000"), money("1000"))).toBe(0);
    expect(editShare(money("1000"), money("1001"))).toBe(1);
  });

  it("lies in 0..1, is 0 for nothing, the same both ways, and bounded for long texts", () => {
    const words = fc.array(fc.constantFrom("a", "b", "c", "dear", "sum", ",", "."), { maxLength: 40 });
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [before, after] = [one.join(" "), other.join(" ")];
        expect(shareChanged(before, before)).toBe(0);
        expect(shareChanged(before, after)).toBeGreaterThanOrEqual(0);
        expect(shareChanged(before, after)).toBeLessThanOrEqual(1);
        expect(shareChanged(before, after)).toBeCloseTo(shareChanged(after, before), 10);
      }),
    );
    const long = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word}${index}`).join(" ");
    expect(shareChanged(long("a"), long("b"))).toBe(1);
  });
});
