import { expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { getProposal, rejectProposal } from "#server/domains/proposal/index.ts";
import { executeEffect } from "#server/effects/execute-effect.ts";
import { approve, creditOf, newBusiness, proposeIn, rowsOf } from "#server/effects/test-business.ts";
import { newId } from "#server/kernel/ids.ts";
import { walkAudit } from "./index.ts";

it("walks from an effect to its origin, the policy, the approval, the receipt and what the trail says", async () => {
  const business = await newBusiness();
  const { operator, system } = business;
  const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
  await approve(business, proposalId);
  await executeEffect({ context: system, proposalId });
  const effect = await rowsOf(business, (tx) => tx.effect.findUniqueOrThrow({ where: { proposalId } }));
  const walk = await walkAudit.execute(operator, { id: effect.id });
  expect(walk).toEqual(await walkAudit.execute(operator, { id: proposalId }));
  expect(walk.origin).toMatchObject({ agent: "billing", taint: "outside", reason: "Asked for by mail" });
  expect(walk.policy).toMatchObject({ verdict: "ask", rule: "outside-content" });
  expect(walk.decisions).toMatchObject([{ decision: "approve", by: "Ana Duarte", inputHash: walk.inputHash }]);
  expect(walk.effect).toMatchObject({ id: effect.id, status: "succeeded", inputHash: walk.inputHash });
  expect(walk.effect?.receipt).toMatch(/^Credit note .* over €100\.00$/);
  expect(walk).toMatchObject({ takesBack: null, takenBackBy: [] });
  expect(walk.trail.map(({ action }) => action)).toEqual([
    "proposal.propose",
    "proposal.approve",
    "effect.intend",
    "effect.commit",
  ]);
  expect(walk.trail.map(({ sequence }) => sequence)).toEqual(walk.trail.map(({ sequence }) => sequence).sort());
});

it("walks on to what takes an effect back, and from there to what is taken back", async () => {
  const business = await newBusiness();
  const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
  await approve(business, proposalId);
  await executeEffect({ context: business.system, proposalId });
  const effect = await rowsOf(business, (tx) => tx.effect.findUniqueOrThrow({ where: { proposalId } }));
  const reversal = await proposeIn(business, "task.create", { title: "Correct it" });
  await rowsOf(business, (tx) => tx.proposal.update({ where: { id: reversal }, data: { compensatesId: effect.id } }));
  const forth = await walkAudit.execute(business.operator, { id: effect.id });
  expect(forth.takenBackBy).toMatchObject([{ id: reversal }]);
  const back = await walkAudit.execute(business.operator, { id: reversal });
  expect(back.takesBack).toMatchObject({ id: effect.id, title: forth.title });
});

it("tells how a proposal came to nothing, and knows nothing of another workspace's", async () => {
  const business = await newBusiness();
  const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
  const { inputHash } = await getProposal.execute(business.operator, { proposalId });
  await rejectProposal.execute(business.operator, { proposalId, inputHash, reason: "Wrong amount" });
  const walk = await walkAudit.execute(business.operator, { id: proposalId });
  expect(walk).toMatchObject({ status: "rejected", effect: null, decisions: [{ reason: "Wrong amount" }] });
  const stranger = await newWorkspace();
  await expect(walkAudit.execute(stranger, { id: proposalId })).rejects.toMatchObject({ code: "not_found" });
  await expect(walkAudit.execute(stranger, { id: newId() })).rejects.toMatchObject({ code: "not_found" });
});
