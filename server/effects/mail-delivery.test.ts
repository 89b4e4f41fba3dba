import { simpleParser } from "mailparser";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Behaviour, startSmtpServer, type TestSmtpServer } from "#server/connectors/smtp/test-server.ts";
import { getProposal } from "#server/domains/proposal/index.ts";
import { claimEffect } from "./claim-effect.ts";
import { executeEffect } from "./execute-effect.ts";
import { intendEffect } from "./intend-effect.ts";
import { leaseMilliseconds, mostAttempts } from "./outcome.ts";
import { reconcileEffects } from "./reconcile-effects.ts";
import { listReviews } from "./remedies/reviews.ts";
import { resolveEscalation } from "./resolve-escalation.ts";
import { settleEffect } from "./settle-effect.ts";
import { approve, mailTo, newBusiness, proposeIn, rowsOf, type TestBusiness } from "./test-business.ts";

let server: TestSmtpServer;
beforeAll(async () => {
  server = await startSmtpServer();
  // read once per process, and no other test file runs in this one
  process.env.SMTP_URL = server.url;
});
beforeEach(() => {
  server.received.length = 0;
  server.behave("accept");
});
afterAll(() => server.close());

async function approvedMail(business: TestBusiness): Promise<string> {
  const proposalId = await proposeIn(business, "mail.send", mailTo());
  await approve(business, proposalId);
  return proposalId;
}
const execute = (business: TestBusiness, proposalId: string) => executeEffect({ context: business.system, proposalId });
const mailOf = (business: TestBusiness) => rowsOf(business, (tx) => tx.mail.findFirstOrThrow());
const openEscalations = (business: TestBusiness) => listReviews.execute(business.operator, {});

describe("a mail over SMTP", () => {
  it("is sent once, byte for byte as it was written down", async () => {
    const business = await newBusiness();
    const proposalId = await approvedMail(business);
    expect(await execute(business, proposalId)).toMatchObject({ status: "succeeded", receipt: { status: "sent" } });
    await execute(business, proposalId);
    const mail = await mailOf(business);
    expect(server.received).toEqual([mail.raw]);
    expect(mail).toMatchObject({
      status: "sent",
      response: expect.stringMatching(/^250 /),
      sentAt: business.clock.now(),
    });
    const parsed = await simpleParser(mail.raw);
    expect(parsed).toMatchObject({ subject: mailTo().subject, messageId: mail.messageId });
    expect(parsed.text?.trimEnd()).toBe(mailTo().body);
  });

  it("is sent once by twenty workers at once", async () => {
    const business = await newBusiness();
    const proposalId = await approvedMail(business);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => execute(business, proposalId)));
    expect(server.received).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "unavailable" });
      else expect(result.value).toMatchObject({ status: "succeeded" });
    }
    expect(await execute(business, proposalId)).toMatchObject({ status: "succeeded" });
  });

  it.each<[Behaviour]>([["drop-at-connect"], [{ atSender: 451 }], [{ atRecipient: 450 }], [{ atMessage: 452 }]])(
    "is tried again after %j, and arrives once",
    async (behaviour) => {
      const business = await newBusiness();
      const proposalId = await approvedMail(business);
      server.behave(behaviour);
      await expect(execute(business, proposalId)).rejects.toMatchObject({
        code: "unavailable",
        details: { retryAfterSeconds: 2 },
      });
      server.behave("accept");
      expect(await execute(business, proposalId)).toMatchObject({ status: "succeeded" });
      expect(server.received).toHaveLength(1);
      expect(await openEscalations(business)).toEqual([]);
    },
  );

  it("fails for good after a bounded number of attempts, with one review task", async () => {
    const business = await newBusiness();
    const proposalId = await approvedMail(business);
    server.behave({ atRecipient: 450 });
    for (let attempt = 1; attempt < mostAttempts; attempt += 1) {
      await expect(execute(business, proposalId)).rejects.toMatchObject({ code: "unavailable" });
    }
    expect(await execute(business, proposalId)).toMatchObject({ status: "failed" });
    expect(await execute(business, proposalId)).toMatchObject({ status: "failed" });
    const [task, ...others] = await openEscalations(business);
    expect(others).toEqual([]);
    expect(task).toMatchObject({ done: "Nothing was done, after 5 attempts.", runId: business.runId });
    server.behave("accept");
    await resolveEscalation.execute(business.operator, { escalationId: task?.id, option: "try-again" });
    expect(server.received).toHaveLength(1);
    expect(await getProposal.execute(business.operator, { proposalId })).toMatchObject({ status: "executed" });
  });

  it.each<[Behaviour]>([[{ atRecipient: 550 }], [{ atMessage: 554 }]])(
    "is not tried again after %j",
    async (behaviour) => {
      const business = await newBusiness();
      const proposalId = await approvedMail(business);
      server.behave(behaviour);
      expect(await execute(business, proposalId)).toMatchObject({ status: "failed" });
      server.behave("accept");
      expect(await execute(business, proposalId)).toMatchObject({ status: "failed" });
      expect(server.received).toEqual([]);
      expect(await mailOf(business)).toMatchObject({ status: "failed" });
      expect(await openEscalations(business)).toHaveLength(1);
    },
  );
});

describe("a mail whose outcome nobody can tell", () => {
  async function lost(): Promise<{ business: TestBusiness; proposalId: string; escalationId: string }> {
    const business = await newBusiness();
    const proposalId = await approvedMail(business);
    server.behave("accept-and-drop");
    expect(await execute(business, proposalId)).toMatchObject({ status: "unknown" });
    server.behave("accept");
    const [task] = await openEscalations(business);
    return { business, proposalId, escalationId: task?.id ?? "" };
  }

  it("is never resent by itself, and asks the operator once", async () => {
    const { business, proposalId } = await lost();
    for (let again = 0; again < 3; again += 1) {
      expect(await execute(business, proposalId)).toMatchObject({ status: "unknown" });
      business.clock.advance(leaseMilliseconds * 2);
      await reconcileEffects({ context: business.system });
    }
    expect(server.received).toHaveLength(1);
    const tasks = await openEscalations(business);
    expect(tasks).toHaveLength(1);
    expect(tasks[0]?.options.map((option) => option.id)).toEqual(["arrived", "send-again", "run.task", "leave"]);
    expect(await mailOf(business)).toMatchObject({ status: "unknown" });
  });

  it("is done when the operator says that it arrived", async () => {
    const { business, proposalId, escalationId } = await lost();
    await resolveEscalation.execute(business.operator, { escalationId, option: "arrived" });
    expect(await execute(business, proposalId)).toMatchObject({ status: "succeeded" });
    expect(await mailOf(business)).toMatchObject({ status: "sent" });
    expect(server.received).toHaveLength(1);
    const again = resolveEscalation.execute(business.operator, { escalationId, option: "send-again" });
    await expect(again).rejects.toMatchObject({ code: "conflict" });
    expect(server.received).toHaveLength(1);
  });

  it("is sent once more, with the same Message-ID, when the operator says that it did not", async () => {
    const { business, proposalId, escalationId } = await lost();
    await resolveEscalation.execute(business.operator, { escalationId, option: "send-again" });
    expect(server.received).toHaveLength(2);
    expect(server.received[0]).toBe(server.received[1]);
    expect(await getProposal.execute(business.operator, { proposalId })).toMatchObject({ status: "executed" });
    expect(await openEscalations(business)).toEqual([]);
  });

  it("asks again, in the same review task, when the second sending is lost too", async () => {
    const { business, proposalId, escalationId } = await lost();
    server.behave("accept-and-drop");
    await resolveEscalation.execute(business.operator, { escalationId, option: "send-again" });
    expect(await execute(business, proposalId)).toMatchObject({ status: "unknown" });
    expect((await openEscalations(business)).map((task) => task.id)).toEqual([escalationId]);
  });

  it("stays undone when the operator leaves it", async () => {
    const { business, proposalId, escalationId } = await lost();
    await resolveEscalation.execute(business.operator, { escalationId, option: "leave" });
    expect(await execute(business, proposalId)).toMatchObject({ status: "unknown" });
    expect(await getProposal.execute(business.operator, { proposalId })).toMatchObject({ status: "failed" });
    expect(server.received).toHaveLength(1);
  });
});

describe("a worker that stops half way", () => {
  it("after the intent: the next one sends it", async () => {
    const business = await newBusiness();
    const proposalId = await approvedMail(business);
    await intendEffect.execute(business.system, { proposalId });
    const before = await mailOf(business);
    business.clock.advance(2 * 60_000);
    expect(await reconcileEffects({ context: business.system })).toEqual({ taken: 1, open: 0 });
    expect(server.received).toEqual([before.raw]);
  });

  it("after the claim: it may have been sent, so it becomes one review task", async () => {
    const business = await newBusiness();
    const proposalId = await approvedMail(business);
    await intendEffect.execute(business.system, { proposalId });
    await claimEffect.execute(business.system, { proposalId });
    await expect(execute(business, proposalId)).rejects.toMatchObject({ code: "unavailable" });
    expect(server.received).toEqual([]);
    business.clock.advance(leaseMilliseconds + 1);
    await Promise.allSettled([execute(business, proposalId), reconcileEffects({ context: business.system })]);
    expect(await execute(business, proposalId)).toMatchObject({ status: "unknown" });
    expect(server.received).toEqual([]);
    expect(await openEscalations(business)).toHaveLength(1);
  });

  it("and wakes up after another took over: its late receipt is refused", async () => {
    const business = await newBusiness();
    const proposalId = await approvedMail(business);
    await intendEffect.execute(business.system, { proposalId });
    const zombie = await claimEffect.execute(business.system, { proposalId });
    business.clock.advance(leaseMilliseconds + 1);
    const successor = await claimEffect.execute(business.system, { proposalId });
    if (zombie.status !== "claimed" || successor.status !== "claimed") throw new Error("both claims should be won");
    expect(successor).toMatchObject({ resuming: true });
    const end = { status: "succeeded", receipt: { status: "sent", messageId: "<x>", response: null } } as const;
    const late = settleEffect.execute(business.system, { proposalId, lease: zombie.effect.lease, end });
    await expect(late).rejects.toMatchObject({ code: "conflict" });
    expect(await mailOf(business)).toMatchObject({ status: "sending" });
    await settleEffect.execute(business.system, { proposalId, lease: successor.effect.lease, end });
    expect(await execute(business, proposalId)).toMatchObject({ status: "succeeded" });
    const twice = settleEffect.execute(business.system, { proposalId, lease: successor.effect.lease, end });
    await expect(twice).rejects.toMatchObject({ code: "conflict" });
  });

  it("in a paused workspace: nothing goes out until it is resumed", async () => {
    const business = await newBusiness();
    const proposalId = await approvedMail(business);
    await intendEffect.execute(business.system, { proposalId });
    const pause = (pausedAt: Date | null) =>
      rowsOf(business, (tx) =>
        tx.workspace.update({ where: { id: business.operator.workspaceId }, data: { pausedAt } }),
      );
    await pause(business.clock.now());
    business.clock.advance(2 * 60_000);
    expect(await reconcileEffects({ context: business.system })).toEqual({ taken: 1, open: 1 });
    expect(server.received).toEqual([]);
    await pause(null);
    expect(await reconcileEffects({ context: business.system })).toEqual({ taken: 1, open: 0 });
    expect(server.received).toHaveLength(1);
  });
});
