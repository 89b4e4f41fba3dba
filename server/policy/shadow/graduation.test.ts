import { describe, expect, it } from "vitest";
import { agreementOf, moveBetween, stepForward } from "./graduation.ts";

const none = { same: 0, similar: 0, extra: 0, missed: 0, open: 0 };
const undecided = { unchanged: 0, edited: 0, rejected: 0 };

describe("agreement", () => {
  it("counts the same and the similar against the extra and the missed; what is open does not count", () => {
    const counts = { same: 6, similar: 2, extra: 1, missed: 1, open: 50 };
    expect(agreementOf(counts)).toMatchObject({ agreed: 8, compared: 10, rate: 0.8 });
    expect(agreementOf(counts).low).toBeGreaterThan(0.5);
    expect(agreementOf(counts).low).toBeLessThan(0.8);
    expect(agreementOf(none)).toEqual({ agreed: 0, compared: 0, rate: null, low: 0 });
  });
});

describe("the next step", () => {
  it.each([
    ["a draft needs no evidence", "draft", none, undecided, "shadow", true],
    ["nothing compared", "shadow", none, undecided, "assisted", false],
    ["nine alike are too few", "shadow", { ...none, same: 9 }, undecided, "assisted", false],
    ["ten alike", "shadow", { ...none, same: 8, similar: 2 }, undecided, "assisted", true],
    ["half is missed", "shadow", { ...none, same: 20, missed: 20 }, undecided, "assisted", false],
    ["nineteen decisions are too few", "assisted", none, { ...undecided, unchanged: 19 }, "autonomous", false],
    ["twenty unchanged", "assisted", none, { ...undecided, unchanged: 20 }, "autonomous", true],
    ["too many edited", "assisted", none, { unchanged: 20, edited: 5, rejected: 0 }, "autonomous", false],
  ] as const)("%s", (_, stage, shadow, decisions, to, ready) => {
    expect(stepForward(stage, { shadow, decisions })).toMatchObject({ to, ready });
  });

  it("says the figures that it rests on", () => {
    const step = stepForward("shadow", { shadow: { ...none, same: 8, extra: 4 }, decisions: undecided });
    expect(step?.because).toBe(
      "You did the same in 8 of 12 cases compared: with 95 % certainty at least 43 %. It takes 10 and 60 %.",
    );
  });

  it("ends at the last stage, and a move may only go one step forward", () => {
    expect(stepForward("autonomous", { shadow: none, decisions: undecided })).toBeNull();
    expect(moveBetween("shadow", "assisted")).toBe("forward");
    expect(moveBetween("shadow", "autonomous")).toBe("too-far");
    expect(moveBetween("autonomous", "draft")).toBe("back");
    expect(moveBetween("draft", "draft")).toBe("none");
  });
});
