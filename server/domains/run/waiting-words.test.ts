import { describe, expect, it } from "vitest";
import { decisionWords, waitingWords } from "./waiting-words.ts";

const of = (...statuses: string[]) => statuses.map((status) => ({ step: "draft", status }));

describe("what a run waits for", () => {
  it.each([
    [of("pending"), "Waits for your decision"],
    [of("pending", "pending"), "Waits for your decision on 2 proposals"],
    [of("executed", "pending"), "Waits for your decision on 1 of 2 proposals"],
    [of("rejected", "pending", "pending"), "Waits for your decision on 2 of 3 proposals"],
    [of("replaced", "pending"), "Waits for your decision"],
    [of("expired", "pending", "pending"), "Waits for your decision on 2 proposals"],
    [
      [
        { step: "round:1", status: "executed" },
        { step: "round:2", status: "pending" },
      ],
      "Waits for your decision",
    ],
    [of("executed", "approved"), null],
    [[], null],
  ])("%j → %s", (proposals, words) => expect(decisionWords(proposals)).toBe(words));

  it.each([
    [of("executed", "pending"), [], "Waits for your decision on 1 of 2 proposals"],
    [of("approved"), [], "You approved it: it is done next"],
    [of("executed", "rejected"), [], "All is decided: the run goes on"],
    [of("failed"), ["This failed: Send it"], "Waits for your review: This failed: Send it"],
    [
      of("failed", "pending"),
      ["This failed: Send it"],
      "Waits for your review: This failed: Send it; waits for your decision on 1 of 2 proposals",
    ],
  ])("%j with %j → %s", (proposals, reviews, words) => expect(waitingWords({ proposals, reviews })).toBe(words));
});
