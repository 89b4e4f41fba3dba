import { afterAll, describe, expect, it } from "vitest";
import { inWorkspace } from "#server/db/transaction.ts";
import { escalate } from "#server/domains/escalation/index.ts";
import { rejectProposal, withdrawProposals } from "#server/domains/proposal/index.ts";
import {
  approveProposal,
  compensateEffect,
  compensateRun,
  executeEffect,
  getReview,
  noteCompensation,
  resolveEscalation,
} from "#server/effects/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { inngest } from "../client.ts";
import { close, setCrash, until } from "../test-background.ts";
import { cardOf, waiting } from "../test-business.ts";
import {
  begin,
  credit,
  does,
  expectTakenBack,
  fail,
  ledger,
  mail,
  misapplied,
  rename,
  reviewOf,
  taken,
  task,
} from "../test-compensation.ts";

afterAll(close);

describe("taking a failed run back", () => {
  it("reverses what it did, newest first, without asking, and hands over with what can be done", async () => {
    const story = await misapplied();
    await compensateRun.execute(story.system, { id: story.runId, because: "It failed" });
    const run = await taken(story, "done");
    await expectTakenBack(story);
    const titles = run.timeline.map(({ title, method }) => `${title} ${method ?? ""}`.trim());
    expect(titles).toContain(
      "Took back credit note CN-2026-0001 over €100.00 by correcting invoice INV-2026-0002 over €100.00",
    );
    expect(titles).toContain("Taken back: 3 effects reversed");
    const review = await reviewOf(story);
    expect(review).toMatchObject({
      title: "Taken back: Refund request: Ana Duarte",
      happened: "The credit is not what was asked for",
      items: [
        {
          state: "reversed",
          text: "Credit €100.00",
          detail: "Credit note CN-2026-0001 over €100.00. Taken back by correcting invoice INV-2026-0002 over €100.00",
        },
        { state: "reversed" },
        { state: "reversed" },
      ],
    });
    expect(review.options.map(({ label }) => label)).toEqual([
      "Credit the right €50.00",
      "Write to Ana Duarte",
      "Make it a task",
      "Leave it",
    ]);
  });

  it("is done once by two requests at the same time, and by a late repeat not again", async () => {
    const story = await misapplied();
    const request = { workspaceId: story.context.workspaceId, runId: story.runId, because: "It failed" };
    const send = () => inngest.send({ name: "run.compensation-requested", data: request });
    await Promise.all([send(), send()]);
    await taken(story, "done");
    await send();
    await expect(compensateRun.execute(story.context, { id: story.runId })).rejects.toMatchObject({ code: "conflict" });
    await expectTakenBack(story);
    expect((await ledger(story)).log.filter((kind) => kind.startsWith("run.compens"))).toEqual([
      "run.compensating",
      "run.compensated",
    ]);
  });

  it("goes on past what cannot be taken back, and names it in one review task", async () => {
    const story = await begin();
    await does(story, credit(story));
    await does(story, rename(story, "Ana D"));
    await does(story, mail);
    await inWorkspace(story.context.workspaceId, (tx) =>
      tx.contact.update({ where: { id: story.contactId }, data: { name: "Ana Duarte-Silva" } }),
    );
    await fail(story);
    await compensateRun.execute(story.system, { id: story.runId });
    await taken(story, "partly");
    const { invoice, contact } = await ledger(story);
    expect(invoice.creditedMinor).toBe(0);
    // what somebody wrote since is not overwritten
    expect(contact.name).toBe("Ana Duarte-Silva");
    const review = await reviewOf(story);
    expect(review.items).toMatchObject([
      { state: "reversed" },
      {
        state: "stands",
        detail:
          "Contact updated. It stands: its reversal was refused. Name of Ana Duarte-Silva was changed again since",
      },
      { state: "stands", detail: "Message kept in the outbox. It cannot be taken back" },
    ]);
    const options = review.options.map(({ id }) => id.split(":")[0]);
    expect(options).toEqual(["run.compensate", "credit.correct", "mail.draft", "settled.by-hand", "dismiss"]);
    await resolveEscalation.execute(story.context, {
      escalationId: review.id,
      option: "settled.by-hand",
      note: "Called",
    });
    expect((await taken(story, "done")).timeline.at(-1)).toMatchObject({ title: "You put right what stands" });
  });

  it("proposes the right credit when the operator says so, and issues it once it is approved", async () => {
    const story = await misapplied();
    await compensateRun.execute(story.system, { id: story.runId });
    await taken(story, "done");
    const { id: escalationId, options } = await reviewOf(story);
    const option = options.find(({ id }) => id.startsWith("credit.correct"))?.id ?? "";
    await resolveEscalation.execute(story.context, { escalationId, option });
    const [card] = await waiting(story.context, 1);
    expect(card).toMatchObject({ action: "credit-note.issue", stake: { amountMinor: 5_000, currency: "EUR" } });
    await approveProposal.execute(story.context, { proposalId: card?.id ?? "", inputHash: card?.inputHash ?? "" });
    await until("the right credit is issued", async () => (await ledger(story)).invoice.creditedMinor === 5_000);
  });

  it("asks where you want to be asked, and one that is rejected stands", async () => {
    const story = await begin();
    await does(story, task);
    const effectId = await does(story, credit(story));
    await inWorkspace(story.context.workspaceId, (tx) =>
      tx.workspace.update({ where: { id: story.context.workspaceId }, data: { supervision: { reversals: "ask" } } }),
    );
    await fail(story);
    await compensateRun.execute(story.system, { id: story.runId });
    const [card] = await waiting(story.context, 1);
    // whoever withdraws what the failed run had proposed leaves its reversals alone
    const withdrawal = { runId: story.runId, reason: "Its run failed" };
    expect(await withdrawProposals.execute(story.system, withdrawal)).toEqual({ withdrawn: 0 });
    // the next begins only when the one before has come to its end
    expect(card).toMatchObject({ action: "credit-note.reverse", policy: { rule: "reversal-asks" } });
    const decision = { proposalId: card?.id ?? "", inputHash: card?.inputHash ?? "" };
    await rejectProposal.execute(story.context, { ...decision, reason: "The credit was right" });
    const [next] = await until("the next reversal waits", async () => {
      const cards = await waiting(story.context, 1);
      return cards[0]?.action === "task.cancel" && cards;
    });
    await approveProposal.execute(story.context, { proposalId: next?.id ?? "", inputHash: next?.inputHash ?? "" });
    await taken(story, "partly");
    const review = await reviewOf(story);
    expect(review.items).toMatchObject([
      { state: "reversed" },
      {
        state: "stands",
        detail: "Credit note CN-2026-0001 over €100.00. It stands: you rejected its reversal. The credit was right",
      },
    ]);

    const late = await compensateEffect({
      context: story.system,
      effectId,
      reason: "It was wrong after all",
      round: 9,
    });
    const { proposalId } = late.status === "proposed" ? late : { proposalId: "" };
    const { inputHash } = cardOf(await waiting(story.context, 1), "credit-note.reverse");
    await approveProposal.execute(story.context, { proposalId, inputHash });
    await executeEffect({ context: story.system, proposalId });
    // the last that stood was reversed on its own: nothing stands any more
    expect((await taken(story, "done")).timeline.at(-1)).toMatchObject({ title: "Taken back: 2 effects reversed" });
  });

  it("does nothing for a run without effects, and refuses one that has not failed", async () => {
    const story = await begin();
    await expect(compensateRun.execute(story.context, { id: story.runId })).rejects.toMatchObject({ code: "conflict" });
    await fail(story);
    await compensateRun.execute(story.context, { id: story.runId });
    await taken(story, "done");
    expect((await ledger(story)).effects).toEqual([]);
  });
});

describe("what a run's taking back rests on", () => {
  it("leaves what its step keeps, and does what its step names in place of the reversal, once you say so", async () => {
    const story = await begin();
    const kept = await does(story, credit(story));
    const own = await does(story, task);
    const { contactId, system, runId } = story;
    const note = async (effectId: string, compensation: unknown) => {
      const { proposalId } = await inWorkspace(story.context.workspaceId, (tx) =>
        tx.effect.findUniqueOrThrow({ where: { id: effectId } }),
      );
      await noteCompensation.execute(system, { runId, step: "do", proposalId, compensation });
    };
    await note(kept, "keep");
    await note(own, { action: "contact.update", input: { contactId, company: "Unchecked" } });
    await fail(story);
    await compensateRun.execute(story.system, { id: runId });
    const [card] = await waiting(story.context, 1);
    expect(card).toMatchObject({ action: "contact.update", policy: { rule: "reversal-altered" } });
    await approveProposal.execute(story.context, { proposalId: card?.id ?? "", inputHash: card?.inputHash ?? "" });
    await taken(story, "done");
    const { contact, invoice, tasks } = await ledger(story);
    expect({ company: contact.company, credited: invoice.creditedMinor }).toEqual({
      company: "Unchecked",
      credited: 10_000,
    });
    expect(tasks).toMatchObject([{ status: "open" }]);
  });

  it("never reverses blindly: what nobody knows is settled by the operator first", async () => {
    const story = await begin();
    await does(story, task);
    const unknown = await does(story, credit(story));
    await inWorkspace(story.context.workspaceId, async (tx) => {
      const { proposalId } = await tx.effect.update({
        where: { id: unknown },
        data: { status: "unknown", finishedAt: null },
      });
      await tx.proposal.update({ where: { id: proposalId }, data: { status: "approved" } });
      await tx.escalation.create({
        data: {
          ...{ id: newId(), workspaceId: story.context.workspaceId, runId: story.runId, effectId: unknown },
          ...{
            title: "Did this happen?",
            happened: "No answer came",
            done: "",
            options: [],
            remedies: { generated: true },
          },
        },
      });
    });
    await fail(story);
    await compensateRun.execute(story.system, { id: story.runId });
    const { id: escalationId, options } = await reviewOf(story);
    expect(options.map(({ id }) => id)).toEqual(["arrived", "send-again", "mail.draft", "run.task", "leave"]);
    expect((await ledger(story)).tasks).toMatchObject([{ status: "open" }]);
    await resolveEscalation.execute(story.context, { escalationId, option: "leave" });
    await taken(story, "partly");
    expect((await ledger(story)).tasks).toMatchObject([{ status: "cancelled" }]);
  });

  it("offers only what holds, and refuses an option that was on the screen and holds no more", async () => {
    const story = await misapplied();
    await escalate.execute(story.system, {
      key: `run:${story.runId}`,
      runId: story.runId,
      title: "It failed",
      happened: "So",
    });
    const before = await reviewOf(story);
    expect(before.options.map(({ id }) => id)).toEqual([
      "run.retry",
      "run.compensate",
      "mail.draft",
      "run.task",
      "dismiss",
    ]);
    await compensateRun.execute(story.context, { id: story.runId });
    await taken(story, "done");
    const resolve = (option: string) => resolveEscalation.execute(story.context, { escalationId: before.id, option });
    await expect(resolve("run.retry")).rejects.toMatchObject({ code: "conflict" });
    await expect(resolve("run.compensate")).rejects.toMatchObject({ code: "conflict" });
    await expect(resolve("erase-everything")).rejects.toMatchObject({ code: "invalid" });
    await resolve("dismiss");
    await expect(resolve("dismiss")).rejects.toMatchObject({ code: "conflict" });
    expect(await getReview.execute(story.context, { id: before.id })).toMatchObject({
      status: "resolved",
      decision: { option: "dismiss" },
    });
  });
});

describe("a crash while a run is taken back", () => {
  it.each(["lost", "stored"])(
    "reverses each effect once all the same, the step's result %s",
    { timeout: 300_000 },
    async (result) => {
      let at = 1;
      for (let reached = true; reached && at < 60; at += 1) {
        const story = await misapplied();
        setCrash({ at, stored: result === "stored" });
        await compensateRun.execute(story.system, { id: story.runId });
        await taken(story, "done");
        await expectTakenBack(story);
        reached = setCrash(undefined);
      }
      expect(at).toBeGreaterThan(5);
      expect(at).toBeLessThan(60);
    },
  );
});
