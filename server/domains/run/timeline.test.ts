import { describe, expect, it } from "vitest";
import { receiptLine } from "./run-detail.ts";
import { inWords, type LogRow, timelineOf } from "./timeline.ts";

const row = (kind: string, data: Record<string, unknown> = {}, more: Partial<LogRow> = {}): LogRow => ({
  key: `${kind}:key`,
  at: new Date("2030-01-01T00:00:00Z"),
  kind,
  step: null,
  attempt: 0,
  durationMs: null,
  data,
  ...more,
});

describe("the timeline of a run", () => {
  it.each([
    [
      "event.received",
      { type: "message.received", eventId: "e1" },
      { kind: "event", title: "Received message.received", link: { kind: "event", id: "e1" } },
    ],
    ["step.completed", { title: "Draft a reply" }, { kind: "step", title: "Draft a reply", status: "done" }],
    [
      "step.failed",
      { error: "No address" },
      { kind: "step", status: "failed", details: [{ label: "Error", value: "No address" }] },
    ],
    ["agent.outcome", { agent: "crm", method: "template" }, { kind: "agent", title: "Crm agent", method: "template" }],
    [
      "proposal.made",
      { title: "Send “Re”", proposalId: "p1" },
      { kind: "proposal", title: "Send “Re”", link: { kind: "proposal", id: "p1" } },
    ],
    ["policy.decided", { verdict: "ask" }, { kind: "policy", title: "Policy: ask", status: "done" }],
    ["policy.decided", { verdict: "refuse" }, { status: "failed" }],
    ["approval.decided", { decision: "approve" }, { kind: "approval", title: "Approved", status: "done" }],
    ["approval.decided", { decision: "undo" }, { title: "Approval taken back", status: "info" }],
    [
      "effect.succeeded",
      { action: "mail.send" },
      { kind: "effect", title: "Effect succeeded: mail.send", status: "done" },
    ],
    ["effect.unknown", {}, { kind: "effect", status: "failed" }],
    ["memory.recalled", { items: [{ id: "m" }] }, { kind: "memory", title: "Recalled 1 memory" }],
    ["run.escalated", { escalationId: "x" }, { title: "Handed to you", link: { kind: "escalation", id: "x" } }],
    ["something.new", {}, { kind: "run", title: "Something new", status: "info" }],
  ])("tells %s %j", (kind, data, expected) => {
    expect(timelineOf([row(kind, data)])[0]).toMatchObject(expected);
  });

  it("leaves no wait open once the run is over", () => {
    const started = row("wait.started", { title: "Waits" }, { key: "ask:0:wait.started" });
    expect(timelineOf([started])[0]?.status).toBe("waiting");
    expect(timelineOf([started, row("run.cancelled")])[0]?.status).toBe("info");
  });

  it("tells repeated waits of one step apart", () => {
    const wait = (round: number, kind: string) => row(kind, {}, { key: `ask:${round}:${kind}` });
    const statuses = timelineOf([wait(1, "wait.started"), wait(1, "wait.ended"), wait(2, "wait.started")]).map(
      (entry) => entry.status,
    );
    expect(statuses).toEqual(["done", "waiting"]);
  });

  it("takes data of any shape", () => {
    for (const data of [null, 1, "text", [1], { title: 3, method: {} }]) {
      expect(timelineOf([row("step.completed", {}, { data })])).toHaveLength(1);
    }
  });
});

describe("words and receipts", () => {
  it.each([
    ["draft-reply", "Draft reply"],
    ["inputHash", "Input hash"],
    ["run.started", "Run started"],
  ])("%s → %s", (name, words) => expect(inWords(name)).toBe(words));

  it.each([
    [{ number: "CN-1", creditNoteId: "x" }, "CN-1"],
    [{ status: "kept", messageId: "<1@x>" }, "<1@x>"],
    [{}, null],
    [null, null],
    ["text", null],
  ])("%j → %s", (receipt, line) => expect(receiptLine(receipt)).toBe(line));
});
