import { afterAll, describe, expect, it } from "vitest";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { getProposal, rejectProposal, respondToProposal, undoApproval } from "#server/domains/proposal/index.ts";
import type { ProposalCard } from "#server/domains/proposal/schema.ts";
import { cancelRun } from "#server/domains/run/index.ts";
import { approveProposal, editProposal, propose } from "#server/effects/index.ts";
import { advance, close, setCrash, until } from "../test-background.ts";
import { cardOf, effectsOf, newBusiness, receiveMail, runIn, waiting } from "../test-business.ts";

afterAll(close);

const enquiry = {
  from: "Ana Duarte <ana@northwind.example.com>",
  subject: "A website for our bakery",
  body: "Hello,\n\nwe run a bakery and are looking for somebody who can build us a new website. What would it cost, and could you start in May?\n\nBest\nAna",
};
const other = { ...enquiry, from: "Ben Okafor <ben@southgate.example.com>", subject: "A website for our garage" };
const bodyOf = (card: ProposalCard) => (card.preview.kind === "mail" ? card.preview.body : "");

async function replyOf(context: TestContext, cards = 2): Promise<ProposalCard> {
  return cardOf(await waiting(context, cards), "mail.send");
}

function answerTo(context: TestContext, card: ProposalCard): Promise<ProposalCard> {
  return until("the agent has answered", async () => {
    const { story } = await getProposal.execute(context, { proposalId: card.id });
    return story?.answeredBy ? getProposal.execute(context, { proposalId: story.answeredBy }) : null;
  });
}

const respond = (context: TestContext, card: ProposalCard, guidance: string) =>
  respondToProposal.execute(context, { proposalId: card.id, inputHash: card.inputHash, guidance });
const approve = (context: TestContext, card: ProposalCard) =>
  approveProposal.execute(context, { proposalId: card.id, inputHash: card.inputHash });

/** Waits until what the operator said is remembered. */
const lessons = (context: TestContext, count: number) =>
  until(`${count} lessons`, async () => {
    const rows = await inWorkspace(context.workspaceId, (tx) => tx.memoryItem.findMany({ where: { kind: "lesson" } }));
    return rows.length === count && rows;
  });

describe("guidance", () => {
  it("is followed in a new version that names the one before, and the run goes on with it", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    const first = await replyOf(context);
    expect(first.story).toMatchObject({ canRespond: true, answers: null, heard: [] });
    await respond(context, first, "Shorter, and do not offer a call");
    const second = await answerTo(context, first);
    expect(second).toMatchObject({ status: "pending", action: "mail.send", policy: { rule: "answers-guidance" } });
    expect(second.story?.answers).toEqual({ id: first.id, guidance: "Shorter, and do not offer a call" });
    expect(second.story?.heard.map(({ said, followed }) => [said, followed])).toEqual([
      ["Shorter", true],
      ["do not offer a call", true],
    ]);
    expect(bodyOf(second).length).toBeLessThan(bodyOf(first).length);
    await expect(approve(context, first)).rejects.toMatchObject({ code: "conflict" });
    const task = cardOf(await waiting(context, 2), "task.create");
    await rejectProposal.execute(context, { proposalId: task.id });
    await approve(context, second);
    expect((await runIn(context, "succeeded")).summary).toBe("Answered");
    const { mails } = await effectsOf(context);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.raw).not.toContain("two times that suit you");
  });

  it("that cannot be followed is said in words, and the operator's own edits stay", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    const first = await replyOf(context);
    const fields = { body: "Hello Ana,\n\nlet us meet on a call on Monday.\n\nKind regards\nMara" };
    await editProposal.execute(context, { proposalId: first.id, inputHash: first.inputHash, fields });
    const edited = await until("the edit waits", async () => {
      const card = await replyOf(context);
      return card.id !== first.id && card;
    });
    expect(edited.story?.replaces).toMatchObject({ id: first.id, by: "operator", records: [] });
    expect(edited.story?.replaces?.differences.map(({ field }) => field)).toEqual(["Message"]);
    await respond(context, edited, "Ask for the size of the bakery; more formal");
    const answer = await answerTo(context, edited);
    expect(bodyOf(answer)).toBe("Dear Ana,\n\nlet us meet on a call on Monday.\n\nYours sincerely\nMara");
    expect(answer.reason).toContain("I could not follow: “Ask for the size of the bakery”");
  });

  it("goes back five times and no more", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    let card = await replyOf(context);
    for (const guidance of ["warmer", "more formal", "warmer", "more formal", "warmer"]) {
      await respond(context, card, guidance);
      card = await answerTo(context, card);
    }
    expect(card.story?.canRespond).toBe(false);
    await expect(respond(context, card, "more formal")).rejects.toMatchObject({
      code: "precondition",
      message: "It went back 5 times already: edit it, or reject it",
    });
    expect((await getProposal.execute(context, { proposalId: card.id })).status).toBe("pending");
  });

  it("cannot be given where no agent can be asked", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    const first = await replyOf(context);
    const made = await propose.execute(
      { ...context, actor: { kind: "system", id: "test" } },
      {
        ...{ runId: first.runId, step: "own", agent: { name: "workflow", mayPropose: ["task.create"] } },
        draft: {
          action: "task.create",
          input: { title: "Call" },
          reason: "so",
          evidence: [],
          confidence: 1,
          method: "rule",
        },
      },
    );
    const card = await getProposal.execute(context, { proposalId: made.proposalId });
    expect(card.story?.canRespond).toBe(false);
    await expect(respond(context, card, "later")).rejects.toMatchObject({ code: "precondition" });
  });

  it("is answered once, whatever crashes on the way", { timeout: 120_000 }, async () => {
    for (let at = 1; at <= 6; at += 1) {
      const context = await newBusiness();
      await receiveMail(context, enquiry);
      const first = await replyOf(context);
      await runIn(context, "waiting");
      setCrash({ at, stored: at % 2 === 0 });
      await respond(context, first, "more formal");
      const second = await answerTo(context, first);
      for (const card of await waiting(context, 2)) await approve(context, card);
      await runIn(context, "succeeded");
      setCrash(undefined);
      const proposals = await inWorkspace(context.workspaceId, (tx) =>
        tx.proposal.findMany({ where: { answersId: first.id } }),
      );
      expect(
        proposals.map((row) => [row.id, row.status]),
        `crash at checkpoint ${at}`,
      ).toEqual([[second.id, "executed"]]);
      expect((await effectsOf(context)).mails, `crash at checkpoint ${at}`).toHaveLength(1);
    }
  });

  it("is not answered any more once the run was cancelled", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    const first = await replyOf(context);
    const run = await runIn(context, "waiting");
    await cancelRun.execute(context, { id: run.id, reason: "Spam after all" });
    await waiting(context, 0);
    await expect(respond(context, first, "shorter")).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("what the operator says", () => {
  it("is read by the agent next time: followed where code can, listed where not", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    const first = await replyOf(context);
    await rejectProposal.execute(context, {
      proposalId: first.id,
      inputHash: first.inputHash,
      reason: "Do not offer a call",
    });
    const [lesson] = await lessons(context, 1);
    expect(lesson).toMatchObject({
      tier: "canonical",
      subjectKind: "workspace",
      sourceKind: "operator",
      taint: "operator",
    });
    expect(bodyOf(first)).toContain("call");
    await receiveMail(context, other);
    const next = await until("the next enquiry's card", async () => {
      const cards = (await waiting(context, 3)).filter((card) => card.action === "mail.send");
      return cards[0];
    });
    expect(bodyOf(next)).not.toContain("call");
    expect(next.story?.heard).toEqual([
      expect.objectContaining({ said: "Do not offer a call", followed: true, memoryId: lesson?.id }),
    ]);
    expect(next.evidence).toContainEqual({
      kind: "memory",
      id: lesson?.id,
      label: expect.stringMatching(/^You said on \d+ \w+: “Do not offer a call”$/),
    });
    await rejectProposal.execute(context, { proposalId: next.id, inputHash: next.inputHash, reason: "Wrong tone" });
    await lessons(context, 2);
    await receiveMail(context, {
      ...other,
      from: "Cem Aydin <cem@westhill.example.com>",
      subject: "A website for our school",
    });
    const third = await until("the third enquiry's card", async () => {
      const cards = (await waiting(context, 4)).filter((card) => card.action === "mail.send");
      return cards[0];
    });
    expect(third.story?.heard.map(({ said, followed }) => [said, followed])).toEqual(
      expect.arrayContaining([
        ["Wrong tone", false],
        ["Do not offer a call", true],
      ]),
    );
  });

  it("with an edit is kept in figures and fixed words, for this contact", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    const first = await replyOf(context);
    const fields = { body: "Hello Ana,\n\nno.\n\nMara" };
    await editProposal.execute(context, { proposalId: first.id, inputHash: first.inputHash, fields });
    const [lesson] = await lessons(context, 1);
    expect(lesson?.subjectKind).toBe("contact");
    expect(lesson?.text).toMatch(/^You changed the text, shorter \(\d+ to 4 words\)\.$/);
  });
});

describe("the undo window", () => {
  it("is kept by a process that ends in it: sent once after it, and never once undone", {
    timeout: 120_000,
  }, async () => {
    for (const at of [1, 2, 3]) {
      const context = await newBusiness(30);
      await receiveMail(context, enquiry);
      const mail = await replyOf(context);
      await runIn(context, "waiting");
      setCrash({ at, stored: at === 2 });
      const { executeAfter } = await approve(context, mail);
      expect(executeAfter).not.toBeNull();
      expect((await effectsOf(context)).effects).toEqual([]);
      await until("it is sent after the window", async () => {
        const [effect] = (await effectsOf(context)).effects;
        // a call in progress takes real time: moving the clock meanwhile would end its lease, and another would go on with it
        if (effect?.status !== "calling") await advance(10_000);
        return effect?.status === "succeeded";
      });
      setCrash(undefined);
      await advance(60_000);
      const { effects, mails } = await effectsOf(context);
      expect([effects.length, mails.length, effects[0]?.attempts], `crash at checkpoint ${at}`).toEqual([1, 1, 1]);
    }
  });

  it("that was used is remembered by a process that ends in it: nothing is ever sent", {
    timeout: 60_000,
  }, async () => {
    for (const at of [1, 2]) {
      const context = await newBusiness(30);
      await receiveMail(context, enquiry);
      const mail = await replyOf(context);
      await runIn(context, "waiting");
      setCrash({ at, stored: at === 2 });
      await approve(context, mail);
      await undoApproval.execute(context, { proposalId: mail.id });
      for (let times = 0; times < 4; times += 1) await advance(31_000);
      setCrash(undefined);
      await replyOf(context);
      expect((await effectsOf(context)).effects, `crash at checkpoint ${at}`).toEqual([]);
    }
  });
});
