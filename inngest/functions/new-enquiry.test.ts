import { afterAll, describe, expect, it } from "vitest";
import { inWorkspace } from "#server/db/transaction.ts";
import { rejectProposal, undoApproval } from "#server/domains/proposal/index.ts";
import { cancelRun } from "#server/domains/run/index.ts";
import { approveProposal, editProposal } from "#server/effects/index.ts";
import { advance, close, until } from "../test-background.ts";
import { cardOf, effectsOf, newBusiness, receiveMail, runIn, waiting } from "../test-business.ts";

afterAll(close);

const enquiry = {
  from: "Ana Duarte <ana@northwind.example.com>",
  subject: "A website for our bakery",
  body: "Hello,\n\nwe run a bakery and are looking for somebody who can build us a new website. What would it cost, and could you start in May?\n\nBest\nAna",
};
const day = 86_400_000;

describe("a new enquiry", () => {
  it("is answered and followed up as approved, once, and remembered", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    const cards = await waiting(context, 2);
    const [mail, task] = [cardOf(cards, "mail.send"), cardOf(cards, "task.create")];
    expect(mail.preview).toMatchObject({
      kind: "mail",
      to: "ana@northwind.example.com",
      subject: "Re: A website for our bakery",
    });
    expect((await runIn(context, "waiting")).summary).toBe("Waits for your decision on 2 proposals");
    for (const { id: proposalId, inputHash } of [mail, task])
      await approveProposal.execute(context, { proposalId, inputHash });
    const run = await runIn(context, "succeeded");
    expect(run.summary).toBe("Answered; follow-up noted");
    expect(run.title).toBe("New enquiry: Ana Duarte, “A website for our bakery”");
    const { mails, tasks, effects } = await effectsOf(context);
    expect(mails.map((row) => [row.toAddress, row.status])).toEqual([["ana@northwind.example.com", "kept"]]);
    expect(tasks).toHaveLength(1);
    expect(effects.map((effect) => effect.status)).toEqual(["succeeded", "succeeded"]);
    const memory = await inWorkspace(context.workspaceId, (tx) => tx.memoryItem.findMany());
    // what the workflow keeps of it, and what its agent found: all of it waits for the operator's word
    expect(memory).toHaveLength(3);
    for (const item of memory) expect(item).toMatchObject({ tier: "profile", taint: "outside", quarantined: true });
  });

  it("tells its whole story on the run page", async () => {
    const context = await newBusiness();
    const eventId = await receiveMail(context, enquiry);
    const [mail] = [cardOf(await waiting(context, 2), "mail.send")];
    const run = await runIn(context, "waiting");
    const kinds = run.timeline.map((entry) => entry.kind);
    for (const kind of ["event", "run", "step", "memory", "agent", "proposal", "policy", "wait"])
      expect(kinds).toContain(kind);
    expect(run.timeline[0]).toMatchObject({
      title: "Mail received from Ana Duarte: “A website for our bakery”",
      link: { kind: "event", id: eventId },
    });
    expect(run.timeline[1]).toMatchObject({ kind: "agent", title: "Intake read it as a new enquiry" });
    expect(run.timeline.find((entry) => entry.step === "draft-reply" && entry.kind === "agent")).toMatchObject({
      inStep: true,
      title: "CRM agent answered “Draft an answer to an enquiry, and a follow-up”",
      method: expect.stringMatching(/^template "reply to enquiry", \d\d% sure$/),
    });
    expect(run.timeline.find((entry) => entry.kind === "wait")?.status).toBe("waiting");
    expect(run.proposals.map((proposal) => proposal.id)).toContain(mail.id);
    expect(run.audit.map((entry) => entry.action)).toEqual(
      expect.arrayContaining(["memory.takeSnapshot", "proposal.propose"]),
    );
  });

  it("executes an approved task without waiting for the mail's decision", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    const task = cardOf(await waiting(context, 2), "task.create");
    await approveProposal.execute(context, { proposalId: task.id, inputHash: task.inputHash });
    await until("the task is there", async () => (await effectsOf(context)).tasks.length === 1);
    expect((await effectsOf(context)).mails).toEqual([]);
    await runIn(context, "waiting");
  });

  it("does nothing that was rejected", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    for (const card of await waiting(context, 2)) {
      await rejectProposal.execute(context, {
        proposalId: card.id,
        inputHash: card.inputHash,
        reason: "Not our trade",
      });
    }
    expect((await runIn(context, "succeeded")).summary).toBe("Not answered: the reply was rejected");
    expect((await effectsOf(context)).effects).toEqual([]);
  });

  it("sends what the operator made of the draft", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    const cards = await waiting(context, 2);
    const [mail, task] = [cardOf(cards, "mail.send"), cardOf(cards, "task.create")];
    await rejectProposal.execute(context, { proposalId: task.id });
    const fields = { body: "Dear Ana,\n\nlet us talk on Monday.\n\nMara" };
    await editProposal.execute(context, { proposalId: mail.id, inputHash: mail.inputHash, fields });
    const edited = cardOf(await waiting(context, 1), "mail.send");
    await approveProposal.execute(context, { proposalId: edited.id, inputHash: edited.inputHash });
    await runIn(context, "succeeded");
    const { mails } = await effectsOf(context);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.raw).toContain("let us talk on Monday");
  });

  it("holds an approval for the undo window, and lets it be undone", async () => {
    const context = await newBusiness(60);
    await receiveMail(context, enquiry);
    const cards = await waiting(context, 2);
    const [mail, task] = [cardOf(cards, "mail.send"), cardOf(cards, "task.create")];
    await rejectProposal.execute(context, { proposalId: task.id });
    await approveProposal.execute(context, { proposalId: mail.id, inputHash: mail.inputHash });
    await undoApproval.execute(context, { proposalId: mail.id });
    await advance(61_000);
    const again = cardOf(await waiting(context, 1), "mail.send");
    expect((await effectsOf(context)).mails).toEqual([]);
    await approveProposal.execute(context, { proposalId: again.id, inputHash: again.inputHash });
    await until("it is sent after the window", async () => {
      await advance(20_000);
      return (await effectsOf(context)).mails.length === 1;
    });
    expect((await runIn(context, "succeeded")).summary).toBe("Answered");
  });

  it("expires what nobody decided, without executing it", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    await waiting(context, 2);
    await runIn(context, "waiting");
    for (let days = 0; days < 8; days += 2) await advance(2 * day);
    const run = await runIn(context, "succeeded");
    expect((await effectsOf(context)).effects).toEqual([]);
    expect(run.proposals.map((proposal) => proposal.status)).toEqual(["expired", "expired"]);
  });

  it("ends with its run's cancellation: nothing can be approved any more", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    const [card] = await waiting(context, 2);
    const run = await runIn(context, "waiting");
    await cancelRun.execute(context, { id: run.id, reason: "Spam after all" });
    await waiting(context, 0);
    await expect(
      approveProposal.execute(context, { proposalId: card?.id, inputHash: card?.inputHash }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect((await runIn(context, "cancelled")).proposals.map((proposal) => proposal.status)).toEqual([
      "expired",
      "expired",
    ]);
  });
});
