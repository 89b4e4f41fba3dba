import { describe, expect, it } from "vitest";
import { getProposal, listProposals, undoApproval } from "#server/domains/proposal/index.ts";
import { executeEffect } from "./execute-effect.ts";
import { grant, settle, trustedBusiness } from "./test-autonomy.ts";
import { approve, mailTo, proposeIn, rowsOf, type TestBusiness } from "./test-business.ts";

const task = (title: string) => ({ title });
const own = { taint: "operator" as const };
const proposeTask = (business: TestBusiness, title = "Call Ben") =>
  proposeIn(business, "task.create", task(title), own);
const cardOf = (business: TestBusiness, proposalId: string) => getProposal.execute(business.operator, { proposalId });
const run = (business: TestBusiness, proposalId: string) => executeEffect({ context: business.system, proposalId });

describe("what runs by itself", () => {
  it("is done without the operator, says why, and keeps what the policy was told", async () => {
    const business = await trustedBusiness();
    await grant(business, "task.create", "limited", { countPerDay: 3 });
    const proposalId = await proposeTask(business);
    expect(await run(business, proposalId)).toMatchObject({ status: "succeeded" });
    const { proposals } = await listProposals.execute(business.operator, { status: "decided" });
    expect(proposals[0]).toMatchObject({ id: proposalId, status: "executed", decision: null });
    expect(proposals[0]?.policy).toMatchObject({ verdict: "execute", rule: "granted-limited" });
    expect(proposals[0]?.policy.explanation).toContain("number 1 of 3 in 24 hours");
    expect(proposals[0]?.policy.version).toMatch(/^[0-9a-f]{12}$/);
    const row = await rowsOf(business, (tx) => tx.proposal.findUniqueOrThrow({ where: { id: proposalId } }));
    expect(row).toMatchObject({
      sampled: false,
      policyFacts: { agent: "billing", stage: "autonomous", history: { inLastDay: 0 } },
    });
  });

  it("needs evidence, a rolled out workflow and its level", async () => {
    const untried = await trustedBusiness({ evidence: 19 });
    await grant(untried, "task.create", "full");
    expect((await cardOf(untried, await proposeTask(untried))).policy.rule).toBe("evidence-short");
    const business = await trustedBusiness();
    expect((await cardOf(business, await proposeTask(business))).policy.rule).toBe("level-suggest");
    await grant(business, "task.create", "full");
    await rowsOf(business, (tx) => tx.workflowSetting.updateMany({ data: { stage: "assisted" } }));
    expect((await cardOf(business, await proposeTask(business))).policy.rule).toBe("stage-assisted");
  });

  it("stops at its caps, counting what is decided and not begun, and not what the operator approved", async () => {
    const business = await trustedBusiness();
    await grant(business, "task.create", "limited", { countPerHour: 2 });
    const first = await proposeTask(business, "One");
    const second = await proposeTask(business, "Two");
    const third = await proposeTask(business, "Three");
    expect((await cardOf(business, third)).policy.rule).toBe("over-hour-count");
    await run(business, first);
    await run(business, second);
    await approve(business, third);
    expect(await run(business, third)).toMatchObject({ status: "succeeded" });
    business.clock.advance(3_600_001);
    const fourth = await proposeTask(business, "Four");
    const row = await rowsOf(business, (tx) => tx.proposal.findUniqueOrThrow({ where: { id: fourth } }));
    expect(row).toMatchObject({ status: "approved", policyFacts: { history: { inLastHour: 0, inLastDay: 2 } } });
  });

  it("is put to the operator as a check, and says that it is one", async () => {
    const business = await trustedBusiness();
    await settle(business, { auditShare: 1 });
    await grant(business, "task.create", "full");
    const proposalId = await proposeTask(business);
    const row = await rowsOf(business, (tx) => tx.proposal.findUniqueOrThrow({ where: { id: proposalId } }));
    expect(row).toMatchObject({ status: "pending", sampled: true, policy: { rule: "audit-sample" } });
  });

  it("is asked again where the grant was lowered between decision and execution, and can still be approved", async () => {
    const business = await trustedBusiness();
    await grant(business, "task.create", "full");
    const proposalId = await proposeTask(business);
    await grant(business, "task.create", "suggest");
    expect(await run(business, proposalId)).toMatchObject({ status: "withdrawn", proposalStatus: "pending" });
    expect(await cardOf(business, proposalId)).toMatchObject({ status: "pending", policy: { rule: "level-suggest" } });
    await approve(business, proposalId);
    expect(await run(business, proposalId)).toMatchObject({ status: "succeeded" });
  });
});

describe("a mail that goes by itself", () => {
  const known = async (business: TestBusiness) => {
    const first = await proposeIn(business, "mail.send", mailTo(), own);
    await approve(business, first);
    await run(business, first);
  };

  it("asks for who was never written to with approval, then goes after its undo window", async () => {
    const business = await trustedBusiness();
    await grant(business, "mail.send", "full");
    const first = await proposeIn(business, "mail.send", mailTo(), own);
    expect((await cardOf(business, first)).policy.rule).toBe("first-time-recipient");
    await approve(business, first);
    await run(business, first);
    await rowsOf(business, (tx) => tx.workspace.updateMany({ data: { undoSeconds: 30 } }));
    const second = await proposeIn(business, "mail.send", mailTo("BEN@example.com"), own);
    const { status, executeAfter } = await cardOf(business, second);
    expect({ status, executeAfter }).toEqual({
      status: "approved",
      executeAfter: new Date(business.clock.now().getTime() + 30_000),
    });
    expect(await run(business, second)).toMatchObject({ status: "held", because: "undo-window" });
    business.clock.advance(30_000);
    expect(await run(business, second)).toMatchObject({ status: "succeeded" });
  });

  it("can be stopped within its undo window, and then waits for the operator for good", async () => {
    const business = await trustedBusiness({ undoSeconds: 0 });
    await grant(business, "mail.send", "full");
    await known(business);
    await rowsOf(business, (tx) => tx.workspace.updateMany({ data: { undoSeconds: 30 } }));
    const proposalId = await proposeIn(business, "mail.send", mailTo(), own);
    expect(await undoApproval.execute(business.operator, { proposalId })).toMatchObject({ status: "pending" });
    expect((await cardOf(business, proposalId)).policy).toMatchObject({ verdict: "ask", rule: "stopped" });
    business.clock.advance(60_000);
    expect(await run(business, proposalId)).toMatchObject({ status: "withdrawn", proposalStatus: "pending" });
  });

  it("never goes where text from outside shaped it", async () => {
    const business = await trustedBusiness();
    await grant(business, "mail.send", "full");
    await known(business);
    const proposalId = await proposeIn(business, "mail.send", mailTo(), { taint: "outside" });
    expect((await cardOf(business, proposalId)).policy).toMatchObject({ verdict: "ask", rule: "outside-content" });
  });
});
