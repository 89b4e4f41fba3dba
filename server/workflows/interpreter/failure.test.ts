import { describe, expect, it } from "vitest";
import { broken, read, walk } from "./test-ports.ts";

const title = "t";

describe("a step that fails for good", () => {
  it("fails the run, and nothing follows", async () => {
    const told = await walk({ steps: [read("a"), read("b")], answers: { a: broken("No such contact") } });
    expect(told.ending).toEqual({ status: "failed", summary: "No such contact", path: "a" });
    expect(told.calls).toEqual(["read:a"]);
  });

  it("lets the run go on where it says so; what follows sees that it failed", async () => {
    const told = await walk({
      steps: [read("a", { onFailure: "continue" }), { id: "b", title, kind: "notify", text: "{{steps['a'].error}}" }],
      answers: { a: broken("Gone") },
    });
    expect(told.notes.get("a")).toEqual({ kind: "completed", output: { failed: true, error: "Gone" }, wentOn: "Gone" });
    expect(told.inputs.get("b")).toEqual({ text: "Gone" });
    expect(told.ending.status).toBe("succeeded");
  });

  it("is handed to the operator where it says so", async () => {
    const told = await walk({
      steps: [read("a", { onFailure: "escalate" }), read("b")],
      answers: { a: broken("Gone") },
    });
    expect(told.calls).toEqual(["read:a", "note:a:completed", "escalate:a:Gone", "read:b"]);
  });

  it("keeps what it came to, where it came to something", async () => {
    const act = { id: "act", title, kind: "action" as const, action: "x", onFailure: "continue" as const };
    const told = await walk({
      steps: [act],
      answers: { act: { failed: "Refused", output: { status: "failed" } } },
      more: { summary: "It {{steps['act'].status}}" },
    });
    expect(told.ending).toMatchObject({ summary: "It failed" });
  });

  it("may be one that called nothing: it is written down", async () => {
    const check = {
      id: "check",
      title,
      kind: "check" as const,
      that: "input.amount > 9",
      otherwise: "Only {{input.amount}}",
    };
    const checked = await walk({ steps: [check] });
    expect(checked.calls).toEqual(["fail:check:Only 5"]);
    expect(checked.ending).toMatchObject({ status: "failed", summary: "Only 5", path: "check" });
    const unreadable = await walk({ steps: [read("a", { input: { contactId: "=contact.nothing.there" } })] });
    expect(unreadable.ending.status).toBe("failed");
    expect(unreadable.calls[0]).toMatch(/^fail:a:.*contact\.nothing\.there/);
  });

  it("ends the run as failed where an end says so", async () => {
    const told = await walk({
      steps: [{ id: "no", title, kind: "end", as: "failed", summary: "Not {{contact.name}}" }],
    });
    expect(told.ending).toEqual({ status: "failed", summary: "Not Ana", path: "no" });
  });
});

describe("a branch that fails", () => {
  const both = (onFailure: "fail" | "continue") => ({
    id: "both",
    title,
    kind: "parallel" as const,
    onFailure,
    branches: [
      { id: "left", title: "Left", steps: [read("a"), read("a2")] },
      { id: "right", title: "Right", steps: [read("b"), read("b2"), read("b3")] },
    ],
  });

  it("does not stop the others; then the run fails", async () => {
    const told = await walk({ steps: [both("fail"), read("after")], answers: { a: broken("Left is broken") } });
    expect(told.calls).toContain("read:b3");
    expect(told.calls).not.toContain("read:a2");
    expect(told.calls).not.toContain("read:after");
    expect(told.ending).toEqual({ status: "failed", summary: "Left is broken", path: "a" });
  });

  it("is told of where the run goes on", async () => {
    const told = await walk({
      steps: [both("continue")],
      answers: { a: broken("Left is broken") },
      more: { summary: "{{steps['both'].branches.left.error}}, {{steps['both'].branches.right.status}}" },
    });
    expect(told.ending).toMatchObject({ summary: "Left is broken, done" });
  });
});

describe("what an earlier try came to", () => {
  it("is not done again, and is seen by what follows", async () => {
    const told = await walk({
      steps: [
        read("a"),
        read("left-out", { when: "contact.name == 'Ana'" }),
        read("c", { input: { contactId: "=steps['a'].id" } }),
      ],
      remembered: { a: { completed: { output: { id: "before" }, wentOn: false } }, "left-out": { skipped: true } },
    });
    expect(told.calls).toEqual(["read:c"]);
    expect(told.inputs.get("c")).toMatchObject({ input: { contactId: "before" } });
  });

  it("keeps to the branch that was taken, whatever holds by now", async () => {
    const told = await walk({
      steps: [
        { id: "if", title, kind: "condition", if: "input.amount == 5", yes: [read("a")], no: [read("b"), read("c")] },
      ],
      remembered: { if: { taken: "no" }, b: { completed: { output: 1, wentOn: false } } },
    });
    expect(told.calls).toEqual(["read:c", "note:if:completed"]);
  });

  it("goes on within a loop where it was left", async () => {
    const done = { completed: { output: "x", wentOn: false } };
    const told = await walk({
      steps: [{ id: "each", title, kind: "for-each", items: [1, 2, 3], most: 3, steps: [read("a")] }],
      remembered: { "each[0]/a": done, "each[1]/a": done },
      more: { summary: "{{size(steps['each'].results)}} {{steps['each'].results[0]}}" },
    });
    expect(told.calls).toEqual(["read:each[2]/a", "note:each:completed"]);
    expect(told.ending).toMatchObject({ summary: "3 x" });
  });

  it("does not wait again for what came, nor try again what it went on without", async () => {
    const told = await walk({
      steps: [
        {
          id: "paid",
          title,
          kind: "wait-for",
          event: "x",
          about: "contact:c1",
          timeout: "1d",
          onEvent: [read("thank")],
        },
        {
          id: "both",
          title,
          kind: "parallel",
          onFailure: "continue",
          branches: [
            { id: "l", title, steps: [read("l1")] },
            { id: "r", title, steps: [read("r1")] },
          ],
        },
        { id: "say", title, kind: "notify", text: "{{steps['l1']}} {{steps['r1'] == null}}" },
      ],
      remembered: {
        paid: { completed: { output: { arrived: true }, wentOn: false } },
        both: { completed: { output: { branches: {} }, wentOn: true } },
        l1: { completed: { output: "kept", wentOn: false } },
      },
    });
    expect(told.calls).toEqual(["read:thank", "notify:say"]);
    expect(told.inputs.get("say")).toEqual({ text: "kept true" });
  });
});
