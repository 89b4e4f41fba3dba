import { describe, expect, it } from "vitest";
import { inputHashOf } from "#server/domains/proposal/index.ts";
import { standingOf } from "./standing.ts";

type Facts = Parameters<typeof standingOf>[0];

const now = new Date("2026-03-02T09:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const content = { action: "task.create", input: { title: "Call Ben" }, targets: { "invoice:1": 3 } };
const inputHash = inputHashOf(content);
const proposal = {
  ...content,
  inputHash,
  status: "approved",
  executeAfter: null,
  decidedAt: now,
  expiresAt: later(60),
} as unknown as Facts["proposal"];
const ask = { verdict: "ask", rule: "level-suggest", explanation: "" } as const;
const base: Facts = {
  proposal,
  approval: { inputHash },
  sealed: true,
  paused: null,
  cancelled: false,
  now,
  policy: ask,
  stale: null,
};
const day = 24 * 3600;

describe("whether an approved proposal may begin", () => {
  it.each<[string, Partial<Omit<Facts, "proposal">> & { proposal?: Partial<Facts["proposal"]> }, object]>([
    ["approved as it is", {}, { kind: "go" }],
    ["still pending", { proposal: { status: "pending" } }, { kind: "withdrawn", proposalStatus: "pending" }],
    ["rejected", { proposal: { status: "rejected" } }, { kind: "withdrawn", proposalStatus: "rejected" }],
    ["in its undo window", { proposal: { executeAfter: later(1) } }, { kind: "held", because: "undo-window" }],
    ["at the window's end", { proposal: { executeAfter: now } }, { kind: "go" }],
    ["in a paused workspace", { paused: "paused" }, { kind: "held", because: "paused" }],
    ["of a paused run", { paused: "run-paused" }, { kind: "held", because: "run-paused" }],
    ["of a cancelled run", { cancelled: true, paused: "paused" }, { kind: "cancelled" }],
    [
      "of a cancelled run, rejected before",
      { cancelled: true, proposal: { status: "rejected" } },
      { kind: "withdrawn", proposalStatus: "rejected" },
    ],
    ["with another amount than approved", { proposal: { input: { title: "Call all" } } }, { kind: "altered" }],
    ["as another action than approved", { proposal: { action: "mail.send" } }, { kind: "altered" }],
    ["against other versions than approved", { proposal: { targets: { "invoice:1": 4 } } }, { kind: "altered" }],
    ["under a yes that was given to something else", { sealed: false }, { kind: "altered" }],
    ["under an approval of something else", { approval: { inputHash: "0".repeat(64) } }, { kind: "altered" }],
    ["without approval or grant", { approval: null }, { kind: "grant-gone" }],
    ["without approval, granted", { approval: null, policy: { ...ask, verdict: "execute" } }, { kind: "go" }],
    [
      "altered, though granted",
      { approval: null, policy: { ...ask, verdict: "execute" }, proposal: { input: {} } },
      { kind: "altered" },
    ],
    ["a day after the approval and its expiry", { now: later(day + 1) }, { kind: "lapsed" }],
    ["within a day of the approval, though expired", { now: later(day) }, { kind: "go" }],
    ["on a record that has changed", { stale: "the invoice has changed since" }, { kind: "stale" }],
    ["altered and stale: refused, never refreshed", { stale: "x", proposal: { input: {} } }, { kind: "altered" }],
  ])("%s", (_, change, expected) => {
    const facts = { ...base, ...change, proposal: { ...proposal, ...change.proposal } } as Facts;
    expect(standingOf(facts)).toMatchObject(expected);
  });
});
