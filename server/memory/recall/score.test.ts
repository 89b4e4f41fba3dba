import { describe, expect, it } from "vitest";
import { type Entry, scoreEntries, type Term } from "./score.ts";
import { editDistance, meantBy } from "./typos.ts";
import { segmentsOf, wordsOf } from "./words.ts";

const entry = (slot: number, occurs: number[], more: Partial<Entry> = {}): Entry => ({
  ...{ slot, alone: false, weight: 1, lengths: [8], occurs: new Map([[0, occurs]]) },
  ...more,
});
const terms: Term[] = [
  { term: "rare", weight: 5, typo: false },
  { term: "common", weight: 1, typo: false },
  { term: "meant", weight: 3, typo: true },
];
const scope = { average: 8, places: 100 };

describe("scores", () => {
  it("are the sum of their parts", () => {
    const entries = [
      entry(1, [1, 2, 0]),
      entry(2, [0, 0, 1]),
      entry(3, [0, 1, 0]),
      entry(250, [1, 0, 2], { alone: true }),
    ];
    const scores = scoreEntries(entries, terms, scope);
    expect(scores).toHaveLength(4);
    for (const { score, terms: own, typo, neighbours, smoothing } of scores) {
      const parts = own.reduce((total, one) => total + one, 0) + typo + neighbours + smoothing;
      expect(parts).toBeCloseTo(score, 10);
    }
  });

  it("find an item by what was asked just before it, and before one that is further away", () => {
    const [first, second, third] = scoreEntries(
      [entry(10, [1, 0, 0]), entry(11, [0, 0, 0]), entry(12, [0, 0, 0])],
      terms,
      scope,
    );
    expect([first?.slot, second?.slot, third?.slot]).toEqual([10, 11, 12]);
    expect(second?.terms.every((one) => one === 0)).toBe(true);
    expect(second?.neighbours).toBeGreaterThan(0);
  });

  it("take nothing from a long neighbour, nor across conversations that stand apart", () => {
    const long = entry(10, [3, 0, 0], { lengths: [60, 60, 1] });
    expect(scoreEntries([long, entry(11, [0, 0, 0])], terms, scope).map(({ slot }) => slot)).toEqual([10]);
    const alone = [entry(0, [1, 0, 0], { alone: true }), entry(1, [0, 0, 0], { alone: true })];
    expect(scoreEntries(alone, terms, scope).map(({ slot }) => slot)).toEqual([0]);
  });

  it("count the best segment of a long item, and less of what an agent wrote", () => {
    const split = entry(10, [], { alone: true, lengths: [60, 60], occurs: new Map([[1, [2, 0, 0]]]) });
    const drowned = entry(300, [2, 0, 0], { alone: true, lengths: [120] });
    const agents = entry(500, [2, 0, 0], { alone: true, lengths: [60], weight: 0.6 });
    expect(scoreEntries([drowned, agents, split], terms, scope).map(({ slot }) => slot)).toEqual([10, 300, 500]);
  });
});

describe("words", () => {
  it("are in small letters, without accents, with the digits of one number together", () => {
    expect(wordsOf("Zoë’s café: €12,500 for Straße 7, a deal")).toEqual([
      "zoe",
      "cafe",
      "12500",
      "for",
      "strasse",
      "7",
      "deal",
    ]);
  });

  it("stand in segments of sixty, each with who said it and when", () => {
    const text = Array.from({ length: 70 }, (_, index) => `word${index}`).join(" ");
    const segments = segmentsOf({ text, speaker: "Ana Roth", saidAt: new Date("2030-05-07T10:00:00Z") });
    expect(segments.map(({ length }) => length)).toEqual([64, 14]);
    expect(segments[1]?.slice(-4)).toEqual(["ana", "roth", "may", "2030"]);
  });
});

describe("misspelt words", () => {
  it("are as far from a word as there are edits, a swap being one", () => {
    expect(editDistance("meeting", "meetnig")).toBe(1);
    expect(editDistance("invoice", "invoce")).toBe(1);
    expect(editDistance("invoice", "choice")).toBe(3);
  });

  it("mean terms within two edits, surer the nearer they are", () => {
    const near = [
      { term: "invoic", segments: 4 },
      { term: "voic", segments: 9 },
    ];
    const [best, ...others] = meantBy("invocie", "invoci", near);
    expect(best?.term).toBe("invoic");
    expect(best?.weight).toBeGreaterThan(0.5);
    expect(others).toEqual([]);
    expect(meantBy("cat", "cat", [{ term: "dog", segments: 2 }])).toEqual([]);
  });
});
