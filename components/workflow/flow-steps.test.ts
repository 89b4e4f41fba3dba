import { expect, test } from "vitest";
import { aboutStep, branchesIn, drawable, valueAt, withValueAt } from "./flow-steps.ts";

const definition = {
  name: "x",
  steps: [
    { id: "a", kind: "wait", title: "A", for: "3d" },
    { id: "b", kind: "condition", title: "B", if: "true", yes: [{ id: "c", kind: "end", title: "C" }] },
  ],
};

test("a value is read and changed at its place, and everything else stays as it is", () => {
  expect(valueAt(definition, "steps[1].yes[0].id")).toBe("c");
  expect(valueAt(definition, "steps[9].yes[0].id")).toBeUndefined();
  const changed = withValueAt(definition, "steps[0].for", "5d");
  expect(valueAt(changed, "steps[0].for")).toBe("5d");
  expect(definition.steps[0]?.for).toBe("3d");
  expect(changed.steps[1]).toBe(definition.steps[1]);
  expect(withValueAt(definition, "steps[0].sla.within", "1h").steps[0]).toMatchObject({ sla: { within: "1h" } });
  expect(withValueAt(definition, "steps[0].for", undefined).steps[0]).not.toHaveProperty("for");
});

test("branches are found at their places", () => {
  const [, condition] = drawable(definition.steps);
  if (!condition) throw new Error("no step");
  expect(branchesIn(condition, "steps[1]")).toMatchObject([
    { title: "Yes", field: "steps[1].yes", steps: [{ id: "c" }] },
  ]);
  const parallel = { id: "p", kind: "parallel", title: "P", branches: [{ id: "l", title: "L", steps: [] }, null] };
  expect(branchesIn(parallel, "steps[0]")).toMatchObject([{ key: "l", field: "steps[0].branches[0].steps" }]);
});

test.each([[null], [3], [{}], ["steps"]])("%j draws nothing", (steps) => {
  expect(drawable(steps)).toEqual([]);
});

test.each([
  [{ kind: "wait", for: "3d" }, "waits 3d"],
  [{ kind: "wait-for", event: "invoice.settled", timeout: "7d" }, "waits for invoice.settled, at most 7d"],
  [{ kind: "for-each", most: 5, atOnce: 2 }, "for each of at most 5, 2 at once"],
  [{ kind: "dance" }, ""],
])("%j reads %s", (step, words) => {
  expect(aboutStep({ id: "x", title: "X", ...step })).toBe(words);
});
