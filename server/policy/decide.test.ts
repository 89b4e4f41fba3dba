import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { type AutonomyLevel, type Policy, type PolicyReversal, startingPolicy } from "./policy.ts";

type Request = Parameters<typeof decide>[0];

const base: Request = {
  policy: startingPolicy,
  action: { name: "task.create", risk: "internal" },
  proposal: {
    agent: "crm",
    mayPropose: ["task.create"],
    inputProblem: null,
    taint: "operator",
    stake: null,
    reversal: null,
  },
  history: { executedInLastDay: 0 },
};
const granted = (level: AutonomyLevel, cap?: Policy["grants"][number]["cap"]): Policy => ({
  version: "test",
  grants: [{ agent: "crm", action: "task.create", level, ...(cap ? { cap } : {}) }],
});
const cap = { most: { amountMinor: 5_000, currency: "EUR" }, perDay: 3 };
const euro = (amountMinor: number, currency = "EUR") => ({ amountMinor, currency });
const back = (change: Partial<PolicyReversal>): PolicyReversal => ({
  declared: true,
  where: "own",
  runFailed: true,
  mode: "at-once",
  ...change,
});
const on = (risk: Request["action"]["risk"]) => ({ name: "task.create", risk });

type Change = { [K in keyof Request]?: Partial<Request[K]> };
const request = (change: Change): Request => ({
  policy: { ...base.policy, ...change.policy },
  action: { ...base.action, ...change.action },
  proposal: { ...base.proposal, ...change.proposal },
  history: { ...base.history, ...change.history },
});

describe("decide", () => {
  it.each<[string, Change, string, string]>([
    ["an internal action of a new workspace", {}, "ask", "level-suggest"],
    ["money in a new workspace", { action: on("money") }, "ask", "level-suggest"],
    ["reading in a new workspace", { action: on("read") }, "ask", "level-suggest"],
    ["an action outside the declaration", { proposal: { mayPropose: [] } }, "refuse", "not-in-declaration"],
    ["an input that is wrong", { proposal: { inputProblem: "title: too long" } }, "refuse", "input-invalid"],
    ["an action nobody classified, even granted", { action: on(null), policy: granted("full") }, "ask", "unclassified"],
    ["an observer", { policy: granted("observe") }, "refuse", "level-observe"],
    ["an explicit suggest", { policy: granted("suggest") }, "ask", "level-suggest"],
    ["limited without a cap", { policy: granted("limited") }, "ask", "limited-without-cap"],
    [
      "limited within the cap",
      { policy: granted("limited", cap), proposal: { stake: euro(5_000) } },
      "execute",
      "granted-limited",
    ],
    [
      "limited one minor unit over",
      { policy: granted("limited", cap), proposal: { stake: euro(5_001) } },
      "ask",
      "over-amount-cap",
    ],
    [
      "limited in another currency",
      { policy: granted("limited", cap), proposal: { stake: euro(1, "JPY") } },
      "ask",
      "over-amount-cap",
    ],
    [
      "limited at the day's count",
      { policy: granted("limited", cap), history: { executedInLastDay: 3 } },
      "ask",
      "over-count-cap",
    ],
    ["full on internal work", { policy: granted("full"), proposal: { taint: "outside" } }, "execute", "granted-full"],
    [
      "full on money from the operator's own words",
      { policy: granted("full"), action: on("money") },
      "execute",
      "granted-full",
    ],
    [
      "full on money shaped from outside",
      { policy: granted("full"), action: on("money"), proposal: { taint: "outside" } },
      "ask",
      "outside-content",
    ],
    [
      "full on mail shaped from outside",
      { policy: granted("full"), action: on("external"), proposal: { taint: "outside" } },
      "ask",
      "outside-content",
    ],
    ["the way back of a failed run", { proposal: { reversal: back({}) } }, "execute", "reversal"],
    ["the way back, in money", { action: on("money"), proposal: { reversal: back({}) } }, "execute", "reversal"],
    ["another way than the declared", { proposal: { reversal: back({ declared: false }) } }, "ask", "reversal-altered"],
    ["a way back outside", { proposal: { reversal: back({ where: "outside" }) } }, "ask", "reversal-outside"],
    ["back from a success", { proposal: { reversal: back({ runFailed: false }) } }, "ask", "reversal-of-success"],
    ["back where you want to be asked", { proposal: { reversal: back({ mode: "ask" }) } }, "ask", "reversal-asks"],
    [
      "an altered way back, even granted",
      { policy: granted("full"), proposal: { reversal: back({ declared: false }) } },
      "ask",
      "reversal-altered",
    ],
  ])("%s", (_, change, verdict, rule) => {
    expect(decide(request(change))).toMatchObject({ verdict, rule });
  });

  const text = fc.constantFrom("crm", "billing", "task.create", "mail.send", "credit-note.issue");
  const money = fc.option(fc.record({ amountMinor: fc.nat(10_000), currency: fc.constantFrom("EUR", "JPY") }));
  const anyRequest: fc.Arbitrary<Request> = fc.record({
    policy: fc.record({
      version: fc.constant("any"),
      grants: fc.array(
        fc
          .record({
            agent: text,
            action: text,
            level: fc.constantFrom<AutonomyLevel>("observe", "suggest", "limited", "full"),
          })
          .chain((grant) =>
            fc
              .option(
                fc.record({
                  most: fc.record({ amountMinor: fc.nat(9_000), currency: fc.constant("EUR") }),
                  perDay: fc.nat(5),
                }),
              )
              .map((chosen) => (chosen ? { ...grant, cap: chosen } : grant)),
          ),
        { maxLength: 4 },
      ),
    }),
    action: fc.record({ name: text, risk: fc.constantFrom("read", "internal", "external", "money", null) }),
    proposal: fc.record({
      agent: text,
      mayPropose: fc.array(text, { maxLength: 4 }),
      inputProblem: fc.option(fc.constant("wrong")),
      taint: fc.constantFrom("outside", "operator"),
      stake: money,
      reversal: fc.option(
        fc.record({
          declared: fc.boolean(),
          where: fc.constantFrom("own", "outside"),
          runFailed: fc.boolean(),
          mode: fc.constantFrom("at-once", "ask"),
        }),
      ),
    }),
    history: fc.record({ executedInLastDay: fc.nat(6) }),
  });

  it("takes something back without asking only where code alone decided it, after a failure, in our own records", () => {
    fc.assert(
      fc.property(anyRequest, (any) => {
        const { verdict, rule } = decide(any);
        const { reversal, inputProblem, mayPropose } = any.proposal;
        const valid = inputProblem === null && mayPropose.includes(any.action.name);
        const safe =
          reversal?.declared && reversal.where === "own" && reversal.runFailed && reversal.mode === "at-once";
        if (reversal && valid && any.action.risk !== null) return verdict === (safe ? "execute" : "ask");
        return rule !== "reversal";
      }),
      { numRuns: 5_000 },
    );
  });

  it("never executes anything else without an explicit grant for this agent and this action", () => {
    fc.assert(
      fc.property(anyRequest, (any) => {
        const { verdict, rule } = decide(any);
        if (rule === "reversal") return true;
        const grant = any.policy.grants.find(
          (one) => one.agent === any.proposal.agent && one.action === any.action.name,
        );
        const mayAct = grant?.level === "full" || (grant?.level === "limited" && grant.cap !== undefined);
        return verdict !== "execute" || mayAct;
      }),
      { numRuns: 5_000 },
    );
  });

  it("never executes what is undeclared, invalid, unclassified, over its cap, or tainted and leaving", () => {
    fc.assert(
      fc.property(anyRequest, (any) => {
        const { verdict, rule } = decide(any);
        if (verdict !== "execute" || rule === "reversal") return true;
        const { action, proposal, policy, history } = any;
        const grant = policy.grants.find((one) => one.agent === proposal.agent && one.action === action.name);
        const leaves = action.risk === "external" || action.risk === "money";
        const capped = grant?.level === "limited" ? grant.cap : undefined;
        return (
          proposal.mayPropose.includes(action.name) &&
          proposal.inputProblem === null &&
          action.risk !== null &&
          !(leaves && proposal.taint === "outside") &&
          (!capped || history.executedInLastDay < capped.perDay) &&
          (!capped || !proposal.stake || proposal.stake.amountMinor <= capped.most.amountMinor)
        );
      }),
      { numRuns: 5_000 },
    );
  });

  it("executes nothing but reversals under the starting policy", () => {
    fc.assert(
      fc.property(anyRequest, (any) => {
        const { verdict, rule } = decide({ ...any, policy: startingPolicy });
        return verdict !== "execute" || rule === "reversal";
      }),
      { numRuns: 2_000 },
    );
  });

  it("says why in a sentence, always", () => {
    fc.assert(
      fc.property(anyRequest, (any) => {
        const { rule, explanation } = decide(any);
        return /^[a-z-]+$/.test(rule) && explanation.length > 0;
      }),
    );
  });
});
