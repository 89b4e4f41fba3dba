import { describe, expect, it } from "vitest";
import { readAutonomy, setGrant } from "#server/domains/autonomy/index.ts";
import { listNotifications } from "#server/domains/notification/index.ts";
import { rejectProposal, undoApproval } from "#server/domains/proposal/index.ts";
import {
  acceptPromotion,
  complain,
  confidenceFor,
  declinePromotion,
  readAgentTrust,
} from "#server/domains/trust/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { compensateEffect } from "./compensate-effect.ts";
import { editProposal } from "./edit-proposal.ts";
import { executeEffect } from "./execute-effect.ts";
import { approve, creditOf, mailTo, newBusiness, proposeIn, rowsOf, type TestBusiness } from "./test-business.ts";

const agent = "billing";
const demands = { bar: 0.95, minimumEvidence: 20 };
const task = { title: "Call Ben Ito" };
const ledger = (business: TestBusiness) =>
  rowsOf(business, (tx) => tx.trustEntry.findMany({ orderBy: [{ at: "asc" }, { id: "asc" }] }));
const trustOf = async (business: TestBusiness, action = "task.create") => {
  const trust = await readAgentTrust.execute(business.operator, { agent });
  return { trust, action: trust.actions.find((one) => one.action === action) };
};
const levelOf = async (business: TestBusiness, action = "task.create") =>
  (await readAutonomy.execute(business.operator, null)).grants.find(
    (grant) => grant.agent === agent && grant.action === action,
  )?.level;

/** Decisions that were taken long ago, as the ledger has them. */
async function remember(business: TestBusiness, count: number, score = 1, action = "task.create"): Promise<void> {
  const { workspaceId } = business.operator;
  const start = business.clock.now().getTime() - 90 * 86_400_000;
  await rowsOf(business, (tx) =>
    tx.trustEntry.createMany({
      data: Array.from({ length: count }, (_, index) => ({
        id: newId(),
        workspaceId,
        agent,
        intent: "unnamed",
        action,
        risk: "internal",
        proposalId: newId(),
        kind: score === 1 ? "approved" : "rejected",
        score,
        confidence: 0.8,
        at: new Date(start + index * 60_000),
      })),
    }),
  );
}

async function decideOne(business: TestBusiness): Promise<string> {
  const proposalId = await proposeIn(business, "task.create", task, { taint: "operator" });
  await approve(business, proposalId);
  return proposalId;
}

async function promoted(): Promise<TestBusiness> {
  const business = await newBusiness();
  await remember(business, 80);
  await decideOne(business);
  business.clock.advance(60_000);
  const { action } = await trustOf(business);
  await acceptPromotion.execute(business.operator, { offerId: action?.offer?.id });
  business.clock.advance(60_000);
  return business;
}

describe("the trust ledger", () => {
  it("keeps what the operator decided, once per chain of versions, with the share that was changed", async () => {
    const business = await newBusiness();
    await approve(business, await proposeIn(business, "task.create", task));
    const rejected = await proposeIn(business, "task.create", task);
    await rejectProposal.execute(business.operator, { proposalId: rejected, reason: "Not needed" });
    const first = await proposeIn(business, "task.create", { ...task, title: "one two three four" });
    const { inputHash } = await rowsOf(business, (tx) => tx.proposal.findUniqueOrThrow({ where: { id: first } }));
    const edited = { proposalId: first, inputHash, fields: { title: "one two three five" } };
    const { proposalId } = await editProposal.execute(business.operator, edited);
    expect(await ledger(business)).toHaveLength(2);
    await approve(business, proposalId);
    const lines = await ledger(business);
    expect(lines.map(({ kind, score }) => [kind, score])).toEqual([
      ["approved", 1],
      ["rejected", 0],
      ["edited", expect.closeTo(0.75, 1)],
    ]);
    expect(lines.at(-1)).toMatchObject({ proposalId: first, agent, action: "task.create", confidence: 0.8 });
  });

  it("forgets an approval that was undone, and keeps what was decided instead", async () => {
    const business = await newBusiness({ undoSeconds: 10 });
    const proposalId = await proposeIn(business, "task.create", task);
    await approve(business, proposalId);
    business.clock.advance(1_000);
    await undoApproval.execute(business.operator, { proposalId });
    const confidence = () =>
      rowsOf(business, (tx) => confidenceFor({ tx }, { agent, intent: null, raw: 0.8, ...demands }));
    expect(await confidence()).toMatchObject({ count: 0, value: 0.5, basis: "prior" });
    business.clock.advance(1_000);
    await rejectProposal.execute(business.operator, { proposalId });
    expect(await confidence()).toMatchObject({ count: 1, value: 0.4, threshold: null });
  });

  it("calibrates by the decisions on that agent and intent only", async () => {
    const business = await newBusiness();
    await remember(business, 59);
    const asked = (intent: string | null) =>
      rowsOf(business, (tx) => confidenceFor({ tx }, { agent, intent, raw: 0.8, ...demands }));
    expect(await asked(null)).toMatchObject({ count: 59, threshold: 0.8, basis: "isotonic" });
    expect(await asked("remind-payment")).toMatchObject({ count: 0, threshold: null, basis: "prior" });
  });
});

describe("promotion", () => {
  it("is offered with its evidence when the decisions prove it, once, and accepted exactly as shown", async () => {
    const business = await newBusiness();
    await remember(business, 80);
    expect((await trustOf(business)).action?.offer).toBeNull();
    await decideOne(business);
    await decideOne(business);
    const { trust, action } = await trustOf(business);
    expect(trust.changes.map((change) => change.kind)).toEqual(["offered"]);
    expect(action?.offer).toMatchObject({
      fromLevel: "suggest",
      toLevel: "limited",
      evidence: { count: 81, right: 1 },
    });
    expect(await levelOf(business)).toBe("suggest");
    const answer = { offerId: action?.offer?.id };
    expect(await acceptPromotion.execute(business.operator, answer)).toEqual({ level: "limited" });
    expect(await levelOf(business)).toBe("limited");
    await expect(acceptPromotion.execute(business.operator, answer)).rejects.toMatchObject({ code: "conflict" });
    await expect(acceptPromotion.execute(business.system, answer)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("does not come back after a decline before there is as much evidence again", async () => {
    const business = await newBusiness();
    await remember(business, 80);
    await decideOne(business);
    const { action } = await trustOf(business);
    business.clock.advance(1_000);
    await declinePromotion.execute(business.operator, { offerId: action?.offer?.id });
    business.clock.advance(1_000);
    for (let count = 0; count < 3; count += 1) await decideOne(business);
    expect((await trustOf(business)).trust.changes.map((change) => change.kind)).toEqual(["declined", "offered"]);
  });

  it("is withdrawn when the newest decisions no longer bear it out", async () => {
    const business = await newBusiness();
    await remember(business, 38);
    await decideOne(business);
    const { action } = await trustOf(business);
    expect(action?.offer).not.toBeNull();
    business.clock.advance(1_000);
    for (let count = 0; count < 6; count += 1) {
      const proposalId = await proposeIn(business, "task.create", task);
      await rejectProposal.execute(business.operator, { proposalId });
    }
    expect((await trustOf(business)).action?.offer).toBeNull();
    const late = { offerId: action?.offer?.id };
    await expect(acceptPromotion.execute(business.operator, late)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("demotion", () => {
  it("follows a complaint at once, with a notice, and everything asks again", async () => {
    const business = await promoted();
    const proposalId = await decideOne(business);
    await executeEffect({ context: business.system, proposalId });
    business.clock.advance(1_000);
    await complain.execute(business.operator, { proposalId, reason: "He had asked not to be called" });
    expect(await levelOf(business)).toBe("suggest");
    const { notifications } = await listNotifications.execute(business.operator, {});
    expect(notifications[0]?.title).toBe("The billing agent asks again before task.create");
    expect((await trustOf(business)).trust.changes[0]).toMatchObject({ kind: "demoted", fromLevel: "limited" });
    await expect(complain.execute(business.operator, { proposalId, reason: "Again" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("follows a reversal at once", async () => {
    const business = await promoted();
    const proposalId = await decideOne(business);
    await executeEffect({ context: business.system, proposalId });
    const { id: effectId } = await rowsOf(business, (tx) => tx.effect.findUniqueOrThrow({ where: { proposalId } }));
    const reversal = await compensateEffect({ context: business.system, effectId, reason: "Not wanted" });
    if (reversal.status !== "proposed") throw new Error(reversal.status);
    await approve(business, reversal.proposalId);
    business.clock.advance(1_000);
    await executeEffect({ context: business.system, proposalId: reversal.proposalId });
    expect(await levelOf(business)).toBe("suggest");
    expect((await ledger(business)).at(-1)).toMatchObject({ kind: "reversed", score: 0, proposalId });
  });

  it("follows drift: a few wrong ones in a row, without anybody complaining", async () => {
    const business = await promoted();
    let rejections = 0;
    while (rejections < 12 && (await levelOf(business)) === "limited") {
      const proposalId = await proposeIn(business, "task.create", task);
      await rejectProposal.execute(business.operator, { proposalId });
      rejections += 1;
    }
    expect(await levelOf(business)).toBe("suggest");
    expect(rejections).toBeGreaterThan(1);
  });

  it("does not touch another action, nor one that the operator did not let run by itself", async () => {
    const business = await newBusiness();
    const grant = { agent, action: "mail.send", level: "limited", caps: { countPerDay: 2 }, revision: 0 };
    await setGrant.execute(business.operator, grant);
    const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
    await approve(business, proposalId);
    await executeEffect({ context: business.system, proposalId });
    await complain.execute(business.operator, { proposalId, reason: "Too much" });
    expect(await levelOf(business, "mail.send")).toBe("limited");
    const open = await proposeIn(business, "mail.send", mailTo());
    await expect(complain.execute(business.operator, { proposalId: open, reason: "No" })).rejects.toMatchObject({
      code: "precondition",
    });
  });
});
