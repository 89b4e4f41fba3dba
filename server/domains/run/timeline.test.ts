import { describe, expect, it } from "vitest";
import type { KnownFacts } from "./known-facts.ts";
import type { LogRow } from "./log-row.ts";
import { timelineOf } from "./timeline.ts";

const at = (second: number) => new Date(Date.UTC(2030, 0, 1, 0, 0, second));
const row = (kind: string, data: Record<string, unknown> = {}, more: Partial<LogRow> = {}): LogRow => ({
  key: `${kind}:key`,
  at: at(0),
  kind,
  step: null,
  attempt: 0,
  durationMs: null,
  data,
  ...more,
});
const proposal = (status: string, title = "Send “Re”") => ({ title, step: "draft", status });
const known: KnownFacts = {
  received: "Mail received from Elif Kaya: “Project enquiry”",
  proposals: new Map([["p1", proposal("pending")]]),
  receipts: new Map([["e1", "Message kept in the outbox"]]),
  openReviews: new Set(["open"]),
};

describe("the telling of a run", () => {
  it.each([
    [
      "event.received",
      { type: "message.received", eventId: "e1" },
      { kind: "event", title: "Mail received from Elif Kaya: “Project enquiry”", link: { kind: "event", id: "e1" } },
    ],
    [
      "event.understood",
      {
        intent: "new_enquiry",
        confidence: 0.921,
        method: "linear classifier over 480 examples",
        alternatives: [{ intent: "scheduling", confidence: 0.04 }],
        entities: [{ kind: "money", text: "3k", value: "€3,000" }],
      },
      {
        kind: "agent",
        title: "Intake read it as a new enquiry",
        method: "linear classifier over 480 examples, 92% sure",
        details: [
          { label: "It could also be", value: "a message about a date (4%)" },
          { label: "Money", value: "3k (€3,000)" },
        ],
      },
    ],
    [
      "event.understood",
      { intent: "complaint", confidence: 1, method: "you said so", alternatives: [], entities: [] },
      { title: "You read it as a complaint", method: "your correction" },
    ],
    ["step.completed", { title: "Draft a reply" }, { kind: "step", title: "Draft a reply", status: "done" }],
    [
      "step.failed",
      { error: "No address" },
      { kind: "step", status: "failed", details: [{ label: "Error", value: "No address" }] },
    ],
    [
      "agent.outcome",
      {
        agent: "crm",
        intent: "draft-reply",
        method: "template",
        confidence: 0.5,
        findings: [{ label: "Still missing", value: "budget" }],
        proposals: [{ action: "mail.send", confidence: 0.5 }],
      },
      {
        title: "CRM agent answered “Draft an answer to an enquiry, and a follow-up”",
        method: "template, 50% sure",
        details: [
          { label: "Still missing", value: "budget" },
          { label: "Proposes", value: "mail.send" },
        ],
      },
    ],
    [
      "proposal.made",
      { title: "Send “Re”", proposalId: "p1", method: "rule", confidence: 0.7 },
      { title: "Proposed: Send “Re”", method: "rule, 70% sure", link: { kind: "proposal", id: "p1" } },
    ],
    [
      "policy.decided",
      { verdict: "ask", rule: "outside-content", explanation: "You decide." },
      { title: "Policy asks you first", method: "You decide, rule outside-content", status: "done" },
    ],
    ["policy.decided", { verdict: "refuse" }, { title: "Policy refuses it", status: "failed" }],
    [
      "approval.decided",
      { decision: "approve", approvalId: "a", proposalId: "p1" },
      { kind: "approval", title: "You approved: Send “Re”", status: "done" },
    ],
    [
      "approval.decided",
      { decision: "approve", proposalId: "p1", reason: "The operator confirmed that it happened" },
      { title: "You confirmed that it happened: Send “Re”" },
    ],
    [
      "approval.decided",
      { decision: "reject", reason: "Wrong tone" },
      { title: "You rejected", method: "Wrong tone", status: "info" },
    ],
    ["effect.intended", { proposalId: "p1" }, { kind: "effect", title: "Intent written: Send “Re”", status: "info" }],
    ["effect.called", { proposalId: "p1" }, { title: "Handed over: Send “Re”" }],
    [
      "effect.succeeded",
      { proposalId: "p1", effectId: "e1" },
      { title: "Done: Send “Re”", method: "Message kept in the outbox", status: "done" },
    ],
    [
      "effect.unknown",
      { action: "mail.send", message: "No answer" },
      { title: "Outcome unknown: mail.send", method: "No answer", status: "failed" },
    ],
    ["memory.recalled", { items: [] }, { kind: "memory", title: "Nothing relevant in memory", method: null }],
    [
      "memory.recalled",
      { items: ["a", "b"].map((text) => ({ id: text, text, why: "company knowledge" })) },
      { title: "2 memories recalled", method: "company knowledge" },
    ],
    ["run.started", { version: 2 }, { title: "Run started", method: "version 2 of the workflow" }],
    ["run.succeeded", { summary: "Answered" }, { title: "Run finished: Answered", status: "done" }],
    ["run.cancelled", { reason: null }, { title: "You cancelled the run", status: "info" }],
    ["run.escalated", { escalationId: "open", title: "Failed" }, { title: "Handed to you: Failed", status: "waiting" }],
    ["run.escalated", { escalationId: "closed" }, { title: "Handed to you", status: "done" }],
    ["something.new", {}, { kind: "run", title: "Something new", status: "info" }],
  ])("%s %j", (kind, data, expected) => {
    expect(timelineOf([row(kind, data)], known)[0]).toMatchObject(expected);
  });

  it("takes data of any shape", () => {
    const kinds = ["event.understood", "agent.outcome", "memory.recalled", "approval.decided", "effect.succeeded"];
    for (const kind of [...kinds, "step.completed", "wait.started"]) {
      for (const data of [null, 1, "text", [1], { title: 3, method: {}, items: [3] }]) {
        expect(timelineOf([row(kind, {}, { data })], known)).toHaveLength(1);
      }
    }
  });
});

describe("the order of a run's story", () => {
  it("puts a step before what happened in it, and what it proposed below it", () => {
    const story = timelineOf(
      [
        row("step.completed", {}, { key: "gather:completed", step: "gather", at: at(1), durationMs: 400 }),
        row("memory.recalled", {}, { key: "draft:memory.recalled", step: "draft", at: at(4) }),
        row("agent.outcome", {}, { key: "draft:agent.outcome", step: "draft", at: at(4) }),
        row("step.completed", {}, { key: "draft:completed", step: "draft", at: at(5), durationMs: 2_000 }),
        row("proposal.made", {}, { key: "made", step: "draft", at: at(6) }),
        row("wait.started", {}, { key: "ask:0:wait.started", step: "ask", at: at(7) }),
        row("effect.intended", {}, { key: "intended", step: "draft", at: at(9) }),
      ],
      known,
    );
    expect(story.map(({ kind, inStep }) => (inStep ? `- ${kind}` : kind))).toEqual([
      "step",
      "step",
      "- memory",
      "- agent",
      "- proposal",
      "wait",
      "effect",
    ]);
    expect(story.slice(0, 2).map((entry) => entry.at.getTime())).toEqual([at(1).getTime() - 400, at(3).getTime()]);
  });

  it("keeps the rounds of one step apart", () => {
    const round = (number: number) => [
      row("agent.outcome", {}, { key: `remind:${number}:agent.outcome`, step: "remind" }),
      row("step.completed", { title: `Round ${number}` }, { key: `remind:${number}:completed`, step: "remind" }),
      row("proposal.made", { title: `${number}` }, { key: `made:${number}`, step: `remind:${number}` }),
    ];
    const story = timelineOf([...round(1), ...round(2)], known);
    expect(story.map((entry) => [entry.kind, entry.inStep])).toEqual([
      ["step", false],
      ["agent", true],
      ["proposal", true],
      ["step", false],
      ["agent", true],
      ["proposal", true],
    ]);
  });
});

describe("the waits of a run", () => {
  const wait = (round: number, kind: string, more: Partial<LogRow> = {}) =>
    row(kind, { title: "Waits for it" }, { key: `ask:${round}:${kind}`, ...more });

  it("leaves none open once the run is over", () => {
    const started = wait(0, "wait.started");
    expect(timelineOf([started], known)[0]?.status).toBe("waiting");
    const [closed] = timelineOf([started, row("run.cancelled", {}, { at: at(5) })], known);
    expect(closed).toMatchObject({ status: "info", title: "Waited for it", durationMs: 5_000 });
  });

  it("tells repeated waits of one step apart, and how each ended", () => {
    const ended = wait(1, "wait.ended", { at: at(3), data: { outcome: "executed, rejected" } });
    const waits = timelineOf([wait(1, "wait.started"), ended, wait(2, "wait.started")], known);
    expect(waits).toMatchObject([
      { status: "done", title: "Waited for it", durationMs: 3_000, method: "done, rejected" },
      { status: "waiting", title: "Waits for it" },
    ]);
  });

  it.each([
    [["pending", "pending"], "waiting", "Waits for your decision on 2 proposals"],
    [["executed", "pending"], "waiting", "Waits for your decision on 1 of 2 proposals"],
    [["executed", "approved"], "done", "Waited for your decision on 2 proposals"],
  ])("follows the decisions %j that it is for", (statuses, status, title) => {
    const proposals = new Map(statuses.map((each, index) => [`p${index}`, proposal(each)]));
    const data = { title: "Waits for your decision on 2 proposals", decisions: 2 };
    const rows = [wait(0, "wait.started", { data }), row("approval.decided", { decision: "approve" }, { at: at(4) })];
    expect(timelineOf(rows, { ...known, proposals })[0]).toMatchObject({ status, title });
  });
});
