import { describe, expect, it } from "vitest";
import type { Answer } from "../schema.ts";
import { compareAnswers } from "./compare-answers.ts";

const task = (title: string) => ({ action: "task.create", reason: "Due", confidence: 0.7, input: { title } });
const answer = (change: Partial<Answer> = {}): Answer => ({
  ...{ method: "rule", confidence: 0.7, findings: [{ label: "Missing", value: "a date" }], proposals: [task("Call")] },
  ...change,
});

describe("two answers of an agent", () => {
  it("do not differ where they say the same", () => {
    expect(compareAnswers(answer(), answer())).toEqual([]);
  });

  it("differ place by place, also where one has nothing", () => {
    const now = answer({ confidence: 0.9, findings: [], proposals: [task("Write"), task("Call")] });
    expect(compareAnswers(answer(), now)).toEqual([
      { place: "Confidence", before: "70 %", now: "90 %" },
      { place: "Finding: Missing", before: "a date", now: null },
      { place: "Proposal: task.create, title", before: "Call", now: "Write" },
      { place: "Proposal: task.create (2)", before: null, now: "Due" },
      { place: "Proposal: task.create (2), confidence", before: null, now: "70 %" },
      { place: "Proposal: task.create (2), title", before: null, now: "Call" },
    ]);
  });
});
