import { expect, test } from "vitest";
import type { TimelineEntry } from "#server/domains/run/schema.ts";
import { runBar, timeSpent } from "./run-bar.ts";

const at = new Date("2026-03-12T09:00:00Z");

function entry(over: Partial<TimelineEntry>): TimelineEntry {
  return {
    key: "k",
    at,
    kind: "step",
    step: null,
    inStep: false,
    title: "Step",
    status: "done",
    attempt: 1,
    durationMs: 40,
    method: null,
    details: [],
    link: null,
    ...over,
  };
}

test("what took no time is not drawn, and the widths fill the bar", () => {
  const pieces = runBar({
    now: at.getTime(),
    timeline: [
      entry({ key: "a" }),
      entry({ key: "b", kind: "policy" }),
      entry({ key: "c", durationMs: null }),
      entry({ key: "d", durationMs: 172_800_000, kind: "wait" }),
    ],
  });
  expect(pieces.map((piece) => piece.key)).toEqual(["a", "d"]);
  expect(pieces.reduce((sum, piece) => sum + piece.width, 0)).toBeCloseTo(100);
  expect(pieces[0]?.width).toBeGreaterThan(10);
});

test("what an agent did inside a step is not counted twice", () => {
  const timeline = [
    entry({ key: "a", step: "draft", durationMs: 400 }),
    entry({ key: "b", step: "draft", kind: "agent", durationMs: 8 }),
    entry({ key: "c", step: "other", kind: "agent", durationMs: 5 }),
  ];
  expect(timeSpent(runBar({ timeline, now: at.getTime() }))).toEqual({ workMs: 405, waitMs: 0 });
});

test("an open wait lasts until now, and counts as waiting", () => {
  const pieces = runBar({
    now: at.getTime() + 60_000,
    timeline: [entry({ key: "a" }), entry({ key: "b", kind: "wait", status: "waiting", durationMs: null })],
  });
  expect(timeSpent(pieces)).toEqual({ workMs: 40, waitMs: 60_000 });
});
