import { describe, expect, it } from "vitest";
import { inWorkspace } from "#server/db/transaction.ts";
import { getProposal } from "#server/domains/proposal/index.ts";
import { cancelRun, pauseRun, resumeRun } from "#server/domains/run/index.ts";
import { claimEffect } from "./claim-effect.ts";
import { commitEffect } from "./commit-effect.ts";
import { executeEffect } from "./execute-effect.ts";
import { intendEffect } from "./intend-effect.ts";
import { approve, creditOf, mailTo, newBusiness, proposeIn, rowsOf, type TestBusiness } from "./test-business.ts";

const rounds = process.env.TEST_DATABASE_URL ? 40 : 5;

/** A business whose run has a row, as every run that a function does. */
async function businessWithRun(): Promise<TestBusiness> {
  const business = await newBusiness();
  const { workspaceId } = business.operator;
  const row = {
    id: business.runId,
    workspaceId,
    workflow: "refund-request",
    workflowVersion: 1,
    eventId: business.runId,
  };
  await inWorkspace(workspaceId, (tx) => tx.run.create({ data: { ...row, title: "Refund", status: "waiting" } }));
  return business;
}

const mails = (business: TestBusiness) => rowsOf(business, (tx) => tx.mail.count());
const run = (business: TestBusiness) => ({ context: business.system });

describe("an effect of a paused run", () => {
  it("is held before its intent, between intent and call, and carried out once when the run goes on", async () => {
    const business = await businessWithRun();
    const [early, late] = [
      await proposeIn(business, "mail.send", mailTo()),
      await proposeIn(business, "mail.send", mailTo("ana@example.com")),
    ];
    await approve(business, late);
    expect(await intendEffect.execute(business.system, { proposalId: late })).toMatchObject({ status: "intended" });
    await pauseRun.execute(business.operator, { id: business.runId });
    await approve(business, early);
    for (const proposalId of [early, late]) {
      expect(await executeEffect({ ...run(business), proposalId })).toEqual({
        status: "held",
        because: "run-paused",
        until: null,
      });
    }
    expect(await claimEffect.execute(business.system, { proposalId: late })).toEqual({ status: "stopped" });
    expect(await mails(business)).toBe(1);
    await resumeRun.execute(business.operator, { id: business.runId });
    for (const proposalId of [early, late, early]) {
      expect(await executeEffect({ ...run(business), proposalId })).toMatchObject({ status: "succeeded" });
    }
    expect(await mails(business)).toBe(2);
    const effects = await rowsOf(business, (tx) => tx.effect.findMany());
    expect(effects.map((effect) => [effect.status, effect.attempts])).toEqual([
      ["succeeded", 1],
      ["succeeded", 1],
    ]);
  });

  it("on our own records is held too", async () => {
    const business = await businessWithRun();
    const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
    await approve(business, proposalId);
    await intendEffect.execute(business.system, { proposalId });
    await pauseRun.execute(business.operator, { id: business.runId });
    expect(await commitEffect.execute(business.system, { proposalId })).toMatchObject({ status: "intended" });
    expect(await executeEffect({ ...run(business), proposalId })).toMatchObject({ because: "run-paused" });
    expect(await rowsOf(business, (tx) => tx.creditNote.count())).toBe(0);
    await resumeRun.execute(business.operator, { id: business.runId });
    expect(await executeEffect({ ...run(business), proposalId })).toMatchObject({ status: "succeeded" });
  });

  it("does not begin after the pause was answered, however close they come", async () => {
    const business = await businessWithRun();
    for (let round = 0; round < rounds; round += 1) {
      const proposalId = await proposeIn(business, "task.create", { title: `Call ${round}` });
      await approve(business, proposalId);
      let doneAtPause = -1;
      const count = () => rowsOf(business, (tx) => tx.task.count());
      await Promise.allSettled([
        executeEffect({ ...run(business), proposalId }),
        pauseRun.execute(business.operator, { id: business.runId }).then(async () => {
          doneAtPause = await count();
        }),
      ]);
      expect(await count()).toBe(doneAtPause);
      await resumeRun.execute(business.operator, { id: business.runId });
      expect(await executeEffect({ ...run(business), proposalId })).toMatchObject({ status: "succeeded" });
      expect(await count()).toBe(round + 1);
    }
  });
});

describe("an effect of a cancelled run", () => {
  it("never begins, also when its proposal had no time to be withdrawn", async () => {
    const business = await businessWithRun();
    const [early, late] = [
      await proposeIn(business, "mail.send", mailTo()),
      await proposeIn(business, "mail.send", mailTo("ana@example.com")),
    ];
    await approve(business, early);
    await approve(business, late);
    await intendEffect.execute(business.system, { proposalId: late });
    await cancelRun.execute(business.operator, { id: business.runId });
    expect(await claimEffect.execute(business.system, { proposalId: late })).toEqual({ status: "stopped" });
    for (const proposalId of [early, late]) {
      expect(await executeEffect({ ...run(business), proposalId })).toMatchObject({
        status: "withdrawn",
        message: "Its run was cancelled",
      });
      expect((await getProposal.execute(business.operator, { proposalId })).status).toBe("expired");
    }
    const effects = await rowsOf(business, (tx) => tx.effect.findMany());
    expect(effects.map((effect) => [effect.status, effect.calledAt])).toEqual([["failed", null]]);
  });
});
