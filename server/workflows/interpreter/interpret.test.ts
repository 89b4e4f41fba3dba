import { describe, expect, it } from "vitest";
import { read, walk } from "./test-ports.ts";

const title = "t";

describe("a walk through a definition", () => {
  it("does its steps in their order, each seeing what came before", async () => {
    const told = await walk({
      steps: [
        read("first"),
        { id: "second", title, kind: "notify", text: "{{contact.name}} owes {{steps['first'].owed}}" },
      ],
      answers: { first: { owed: 7 } },
      more: { summary: "Told about {{steps['first'].owed}}" },
    });
    expect(told.calls).toEqual(["read:first", "notify:second"]);
    expect(told.inputs.get("second")).toEqual({ text: "Ana owes 7" });
    expect(told.ending).toEqual({ status: "succeeded", summary: "Told about 7" });
  });

  it("calls every kind of step with what it needs", async () => {
    const told = await walk({
      steps: [
        { id: "agent", title, kind: "agent", agent: "crm", intent: "draft", input: { who: "=contact.id" }, about: "x" },
        { id: "act", title, kind: "action", proposal: "steps['agent'].proposals[0]" },
        { id: "own", title, kind: "action", action: "task.create", input: { title: "Call {{contact.name}}" } },
        {
          id: "remember",
          title,
          kind: "remember",
          tier: "profile",
          memory: "fact",
          subject: { kind: "contact", id: "=contact.id" },
          text: "Likes {{input.amount}}",
        },
        { id: "check", title, kind: "check", that: "input.amount == 5", otherwise: "No" },
        { id: "wait", title, kind: "wait", for: "=steps['agent'].wait" },
        { id: "until", title, kind: "wait", until: "timestamp(run.startedAt) + duration('1h')" },
        { id: "answer", title, kind: "answer", value: { total: "=input.amount" } },
        { id: "withdraw", title, kind: "withdraw", proposal: "steps['agent'].proposals[0]", reason: "x" },
        { id: "sub", title, kind: "sub-workflow", workflow: "other", input: { who: "=contact.id" } },
        {
          id: "ask",
          title,
          kind: "ask",
          question: "Is {{contact.name}} right?",
          options: [
            { id: "yes", label: "Yes", description: "y" },
            { id: "no", label: "No", description: "n" },
          ],
        },
      ],
      answers: { agent: { proposals: [{ proposalId: "p1", status: "approved" }], wait: "3d" } },
    });
    expect(told.ending.status).toBe("succeeded");
    const input = (path: string) => told.inputs.get(path);
    expect(input("agent")).toEqual({ agent: "crm", intent: "draft", settle: "now", about: "x", input: { who: "c1" } });
    expect(input("act")).toEqual({ proposal: { proposalId: "p1", status: "approved" }, compensation: "reverse" });
    expect(input("own")).toMatchObject({
      draft: { action: "task.create", input: { title: "Call Ana" }, reason: title },
    });
    expect(input("remember")).toMatchObject({
      subject: { kind: "contact", id: "c1" },
      text: "Likes 5",
      taint: "event",
    });
    expect(told.notes.get("check")).toMatchObject({ kind: "completed" });
    expect(input("wait")).toEqual({ length: "3d" });
    expect(input("until")).toEqual({ until: "2031-03-01T10:00:00.000Z" });
    expect(input("answer")).toEqual({ value: { total: 5 } });
    expect(input("withdraw")).toEqual({ proposalId: "p1", reason: "x" });
    expect(input("sub")).toEqual({ workflow: "other", input: { who: "c1" }, wait: true });
    expect(input("ask")).toMatchObject({ question: "Is Ana right?", timeout: "7d", wait: true });
  });

  it("leaves out what is not wanted; what was left out is null to the others", async () => {
    const told = await walk({
      steps: [
        read("never", { when: "input.amount > 100" }),
        { id: "say", title, kind: "notify", text: "{{steps['never'] == null ? 'nothing' : 'something'}}" },
      ],
    });
    expect(told.calls).toEqual(["note:never:skipped", "notify:say"]);
    expect(told.inputs.get("say")).toEqual({ text: "nothing" });
  });

  it("ends where it says so, from however deep", async () => {
    const told = await walk({
      steps: [
        {
          id: "loop",
          title,
          kind: "for-each",
          items: [1, 2, 3],
          most: 3,
          steps: [
            read("look"),
            {
              id: "stop",
              title,
              kind: "condition",
              if: "item == 2.0",
              yes: [{ id: "out", title, kind: "end", summary: "Stopped at {{item}}" }],
            },
          ],
        },
        read("after"),
      ],
    });
    expect(told.ending).toEqual({ status: "succeeded", summary: "Stopped at 2" });
    expect(told.calls.filter((call) => call.startsWith("read"))).toEqual(["read:loop[0]/look", "read:loop[1]/look"]);
  });

  it("is over at once where another run has its subject", async () => {
    const told = await walk({ steps: [read("a")], more: { subject: "contact:{{contact.id}}" }, claimed: false });
    expect(told.calls).toEqual(["claim:contact:c1"]);
    expect(told.ending).toEqual({ status: "succeeded", summary: "Another run follows up this contact already" });
  });

  it("leaves off where it is told to", async () => {
    const told = await walk({ steps: [read("a"), read("b"), read("c")], breath: 2 });
    expect(told.calls).toEqual(["read:a", "read:b"]);
    expect(told.ending).toEqual({ status: "stopped" });
  });

  it("walks no more than 2,000 steps", async () => {
    const items = Array.from({ length: 60 }, (_, index) => index);
    const inner = { id: "inner", title, kind: "for-each" as const, items, most: 60, steps: [read("deep")] };
    const told = await walk({ steps: [{ id: "outer", title, kind: "for-each", items, most: 60, steps: [inner] }] });
    expect(told.ending).toMatchObject({ status: "failed", summary: "A run takes at most 2000 steps" });
    expect(told.calls.length).toBeLessThan(2_100);
  });
});

describe("branches", () => {
  it("are taken by what holds", async () => {
    const branch = (holds: string) =>
      walk({
        steps: [{ id: "if", title, kind: "condition", if: holds, yes: [read("then")], no: [read("otherwise")] }],
        more: { summary: "{{steps['if'].taken}}" },
      });
    expect((await branch("input.amount == 5")).ending).toMatchObject({ summary: "yes" });
    const no = await branch("input.amount == 6");
    expect(no.calls).toEqual(["note:if:decided", "read:otherwise", "note:if:completed"]);
    expect(no.ending).toMatchObject({ summary: "no" });
  });

  it("wait for what happens, or for the time to pass", async () => {
    const waiting = (arrived: boolean) =>
      walk({
        steps: [
          {
            id: "paid",
            title,
            kind: "wait-for",
            event: "invoice.settled",
            about: "invoice:{{contact.id}}",
            timeout: "3d",
            onEvent: [read("thank")],
            onTimeout: [read("remind")],
          },
        ],
        answers: { paid: { arrived } },
      });
    expect((await waiting(true)).calls).toEqual(["wait-for:paid", "read:thank"]);
    const late = await waiting(false);
    expect(late.calls).toEqual(["wait-for:paid", "read:remind"]);
    expect(late.inputs.get("paid")).toEqual({
      event: "invoice.settled",
      about: { kind: "invoice", id: "c1" },
      timeout: "3d",
    });
  });

  it("side by side see nothing of each other, and are seen by what follows", async () => {
    const told = await walk({
      steps: [
        {
          id: "both",
          title,
          kind: "parallel",
          branches: [
            {
              id: "left",
              title,
              steps: [read("a"), { id: "look", title, kind: "notify", text: "{{steps['b'] == null}}" }],
            },
            { id: "right", title, steps: [read("b")] },
          ],
        },
        { id: "after", title, kind: "notify", text: "{{steps['a'].n + steps['b'].n}}" },
      ],
      answers: { a: { n: 1 }, b: { n: 2 } },
    });
    expect(told.inputs.get("look")).toEqual({ text: "true" });
    expect(told.inputs.get("after")).toEqual({ text: "3" });
    expect(told.places.get("a")).toMatchObject({ beside: true, lane: "both:left/" });
    expect(told.places.get("after")).toMatchObject({ beside: false, lane: "" });
  });
});

describe("a loop", () => {
  const loop = (more: object = {}) => ({
    id: "each",
    title,
    kind: "for-each" as const,
    items: "=steps['list']",
    most: 3,
    steps: [{ id: "say", title, kind: "notify" as const, text: "{{index}}: {{item.name}}" }],
    ...more,
  });
  const named = (...names: string[]) => names.map((name) => ({ name }));

  it("does its steps for each item, under a path of its own", async () => {
    const told = await walk({
      steps: [read("list"), loop()],
      answers: { list: named("x", "y"), "each[1]/say": "second" },
      more: { summary: "{{steps['each'].count}} {{steps['each'].results[1]}}" },
    });
    expect(told.calls.slice(1)).toEqual(["notify:each[0]/say", "notify:each[1]/say", "note:each:completed"]);
    expect(told.inputs.get("each[1]/say")).toEqual({ text: "1: y" });
    expect(told.ending).toMatchObject({ summary: "2 second" });
  });

  it("has a bound, and fails beyond it", async () => {
    const told = await walk({ steps: [read("list"), loop()], answers: { list: named("a", "b", "c", "d") } });
    expect(told.ending).toMatchObject({
      status: "failed",
      summary: "There are 4 items, and it takes at most 3",
      path: "each",
    });
    expect(told.calls).not.toContain("notify:each[0]/say");
  });

  it("stops when it is told to", async () => {
    const until = "steps['say'] == 'enough'";
    const told = await walk({
      steps: [read("list"), loop({ until })],
      answers: { list: named("a", "b", "c"), "each[1]/say": "enough" },
    });
    expect(told.calls.filter((call) => call.startsWith("notify"))).toHaveLength(2);
  });

  it("side by side does every item, also where one fails", async () => {
    const told = await walk({
      steps: [read("list"), loop({ atOnce: 3, onFailure: "continue" })],
      answers: { list: named("a", "b", "c"), "each[0]/say": new Error("broken") },
      more: { summary: "{{steps['each'].count}} of 3" },
    });
    expect(told.calls.filter((call) => call.startsWith("notify"))).toHaveLength(3);
    expect(told.ending).toMatchObject({ status: "succeeded", summary: "2 of 3" });
    expect(told.places.get("each[2]/say")?.lane).toBe("each[2]/");
  });
});

describe("promises of time", () => {
  it("begin and are met around what they are about, and tell which clocks stand for the operator", async () => {
    const sla = { within: "10s" };
    const told = await walk({
      more: { sla: { within: "1d" } },
      steps: [
        {
          id: "both",
          title,
          kind: "parallel",
          branches: [
            { id: "quick", title, sla, steps: [read("a", { sla: { within: "1s", counts: "all" } })] },
            { id: "slow", title, steps: [read("b")] },
          ],
        },
      ],
    });
    expect(told.calls.slice(0, 2)).toEqual(["begin:", "begin:both:quick"]);
    expect(told.calls.at(-1)).toBe("met:");
    expect(told.places.get("a")?.clocks).toEqual(["", "both:quick"]);
    expect(told.places.get("b")?.clocks).toEqual([""]);
    const order = ["begin:a", "read:a", "met:a", "met:both:quick"];
    expect(told.calls.filter((call) => order.includes(call))).toEqual(order);
  });
});
