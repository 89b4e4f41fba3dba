import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { type Policy, type PolicyFacts, type PolicyReversal, startingPolicy } from "./policy.ts";
import { grantedTo, plainFacts, trusted } from "./test-requests.ts";

const euro = (amountMinor: number, currency = "EUR") => ({ amountMinor, currency });
const back = (change: Partial<PolicyReversal>): PolicyReversal => ({
  declared: true,
  where: "own",
  runFailed: true,
  mode: "at-once",
  ...change,
});
const on = (risk: PolicyFacts["action"]["risk"]) => ({ name: "task.create", risk });
const to = (known: boolean, domain = "example.com") => ({ address: `ana@${domain}`, domain, known });
const history = (change: Partial<PolicyFacts["history"]>) => ({ ...plainFacts.history, ...change });
const sure = (change: Partial<typeof trusted>) => ({ confidence: { ...trusted, ...change } });

const limited = grantedTo("limited", { perEffect: euro(5_000), countPerDay: 3 });
const full = grantedTo("full");
const nights = grantedTo("full", {}, { quietHours: { from: "22:00", to: "07:00" } });
const noons = grantedTo("full", {}, { quietHours: { from: "12:00", to: "13:00" } });
const anybody = (recipients: "known" | "anyone" | { domains: string[] }, newRecipientAsks = false) =>
  grantedTo("full", { recipients }, { newRecipientAsks });

type Row = [string, Policy, Partial<PolicyFacts>, string, string];
const rows: Row[] = [
  ["an internal action of a new workspace", startingPolicy, {}, "ask", "level-suggest"],
  ["money in a new workspace", startingPolicy, { action: on("money") }, "ask", "level-suggest"],
  ["reading in a new workspace", startingPolicy, { action: on("read") }, "ask", "level-suggest"],
  ["another agent's grant", full, { agent: "billing" }, "ask", "level-suggest"],
  ["an action outside the declaration", full, { mayPropose: [] }, "refuse", "not-in-declaration"],
  ["an input that is wrong", full, { inputProblem: "title: too long" }, "refuse", "input-invalid"],
  ["an action nobody classified, even granted", full, { action: on(null) }, "ask", "unclassified"],
  ["an observer", grantedTo("observe"), {}, "refuse", "level-observe"],
  ["an explicit suggest", grantedTo("suggest"), {}, "ask", "level-suggest"],
  ["a run in shadow", full, { stage: "shadow" }, "ask", "stage-shadow"],
  ["a reversal in shadow", full, { stage: "shadow", reversal: back({}) }, "ask", "stage-shadow"],
  ["a workflow that is assisted", full, { stage: "assisted" }, "ask", "stage-assisted"],
  ["a workflow that is a draft", full, { stage: "draft" }, "ask", "stage-draft"],
  ["limited without a cap", grantedTo("limited"), {}, "ask", "limited-without-cap"],
  ["limited to anyone is no cap", grantedTo("limited", { recipients: "anyone" }), {}, "ask", "limited-without-cap"],
  [
    "limited money without an amount",
    grantedTo("limited", { countPerDay: 3 }),
    { stake: euro(1) },
    "ask",
    "limited-without-cap",
  ],
  ["limited within the cap", limited, { stake: euro(5_000) }, "execute", "granted-limited"],
  ["limited one minor unit over", limited, { stake: euro(5_001) }, "ask", "over-amount-cap"],
  ["limited in another currency", limited, { stake: euro(1, "JPY") }, "ask", "over-amount-cap"],
  ["limited at the day's count", limited, { history: history({ inLastDay: 3 }) }, "ask", "over-day-count"],
  [
    "at the hour's count",
    grantedTo("limited", { countPerHour: 2 }),
    { history: history({ inLastHour: 2 }) },
    "ask",
    "over-hour-count",
  ],
  [
    "exactly the day's money",
    grantedTo("limited", { perDay: euro(5_000) }),
    { stake: euro(2_000), history: history({ spentInLastDay: { EUR: 3_000 } }) },
    "execute",
    "granted-limited",
  ],
  [
    "one minor unit over the day's money",
    grantedTo("limited", { perDay: euro(5_000) }),
    { stake: euro(2_001), history: history({ spentInLastDay: { EUR: 3_000 } }) },
    "ask",
    "over-day-amount",
  ],
  [
    "caps that stand at full",
    grantedTo("full", { countPerDay: 1 }),
    { history: history({ inLastDay: 1 }) },
    "ask",
    "over-day-count",
  ],
  [
    "over the budget of all agents",
    grantedTo("full", {}, { budgetPerDay: euro(10_000) }),
    { stake: euro(1), history: history({ spentByAllInLastDay: { EUR: 10_000 } }) },
    "ask",
    "over-budget",
  ],
  [
    "a budget in another currency",
    grantedTo("full", {}, { budgetPerDay: euro(10_000) }),
    { stake: euro(1, "JPY") },
    "ask",
    "over-budget",
  ],
  ["full on internal work", full, { taint: "outside" }, "execute", "granted-full"],
  ["full on the operator's own money", full, { action: on("money"), stake: euro(1) }, "execute", "granted-full"],
  ["money that cannot be told", full, { action: on("money") }, "ask", "amount-unknown"],
  ["above the risk set for all", grantedTo("full", {}, { riskMost: "read" }), {}, "ask", "risk-class"],
  ["money shaped from outside", full, { action: on("money"), taint: "outside" }, "ask", "outside-content"],
  ["mail shaped from outside", full, { action: on("external"), taint: "outside" }, "ask", "outside-content"],
  [
    "private data, outside text and a way out",
    full,
    { action: on("external"), exposure: { outside: true, privateData: true } },
    "ask",
    "rule-of-two",
  ],
  [
    "two of the three",
    full,
    { action: on("external"), exposure: { outside: true, privateData: false }, recipients: [to(true)] },
    "execute",
    "granted-full",
  ],
  [
    "the first mail to somebody",
    full,
    { action: on("external"), recipients: [to(false)] },
    "ask",
    "first-time-recipient",
  ],
  ["a mail to nobody", full, { action: on("external") }, "ask", "recipient-unclear"],
  [
    "a stranger where only known ones are granted",
    anybody("known"),
    { action: on("external"), recipients: [to(true), to(false)] },
    "ask",
    "recipient-unknown",
  ],
  [
    "a stranger where anyone is granted",
    anybody("anyone"),
    { action: on("external"), recipients: [to(false)] },
    "execute",
    "granted-full",
  ],
  [
    "a domain that is not granted",
    anybody({ domains: ["example.org"] }),
    { action: on("external"), recipients: [to(true)] },
    "ask",
    "recipient-domain",
  ],
  ["the first minute of the night", nights, { localTime: "22:00" }, "ask", "quiet-hours"],
  ["after midnight", nights, { localTime: "00:10" }, "ask", "quiet-hours"],
  ["when the night is over", nights, { localTime: "07:00" }, "execute", "granted-full"],
  ["the minute before the night", nights, { localTime: "21:59" }, "execute", "granted-full"],
  ["at noon", noons, { localTime: "12:59" }, "ask", "quiet-hours"],
  ["after noon", noons, { localTime: "13:00" }, "execute", "granted-full"],
  ["nobody said how sure", full, { confidence: null }, "ask", "confidence-unknown"],
  ["one decision too few", full, sure({ count: 19 }), "ask", "evidence-short"],
  ["enough decisions", full, sure({ count: 20 }), "execute", "granted-full"],
  ["not sure enough", full, sure({ raw: 0.6, proven: 0.9 }), "ask", "confidence-low"],
  ["never right often enough", full, sure({ threshold: null, proven: 0.9 }), "ask", "bar-not-reached"],
  ["exactly at the bar", full, sure({ proven: 0.95 }), "execute", "granted-full"],
  ["one that is drawn as a check", full, { draw: 0.0499 }, "ask", "audit-sample"],
  ["the next one is not", full, { draw: 0.05 }, "execute", "granted-full"],
  ["the way back of a failed run", startingPolicy, { reversal: back({}) }, "execute", "reversal"],
  ["the way back, in money", startingPolicy, { action: on("money"), reversal: back({}) }, "execute", "reversal"],
  ["another way than the declared", full, { reversal: back({ declared: false }) }, "ask", "reversal-altered"],
  ["a way back outside", full, { reversal: back({ where: "outside" }) }, "ask", "reversal-outside"],
  ["back from a success", full, { reversal: back({ runFailed: false }) }, "ask", "reversal-of-success"],
  ["back where you want to be asked", full, { reversal: back({ mode: "ask" }) }, "ask", "reversal-asks"],
];

describe("decide", () => {
  it.each(rows)("%s", (_, policy, change, verdict, rule) => {
    expect(decide({ policy, facts: { ...plainFacts, ...change } })).toMatchObject({ verdict, rule });
  });

  it("answers why in one sentence with the figures of the rule", () => {
    const why = (policy: Policy, change: Partial<PolicyFacts>) =>
      decide({ policy, facts: { ...plainFacts, ...change } }).explanation;
    expect(why(limited, { stake: euro(1_250), history: history({ inLastDay: 1 }) })).toBe(
      "You let the crm agent do task.create by itself (limited, €12.50 of at most €50.00, number 2 of 3 in 24 hours); " +
        "80 decisions prove it right at least 96 % of the time when it is 90 % sure, and your bar is 95 %.",
    );
    expect(why(limited, { stake: euro(5_001) })).toBe("€50.01 is over the €50.00 that you granted for one.");
    expect(why(full, sure({ count: 1 }))).toContain("There is one decision of yours");
    expect(why(full, sure({ raw: 0.6, proven: 0.9 }))).toBe(
      "It is 60 % sure; in 80 decisions your bar of 95 % was reached from 70 % on.",
    );
    expect(why(nights, { localTime: "23:15" })).toContain("It is 23:15, and from 22:00 to 07:00");
  });
});
