import { afterAll, describe, expect, it } from "vitest";
import { publishDraft } from "#server/authoring/index.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { rejectProposal } from "#server/domains/proposal/index.ts";
import { getRun, listRuns } from "#server/domains/run/index.ts";
import { currentDefinitions, saveDraft } from "#server/domains/workflow/index.ts";
import { approveProposal, compensateRun, listReviews, resolveEscalation } from "#server/effects/index.ts";
import { close, until } from "../test-background.ts";
import { cardOf, effectsOf, newBusiness, paidInvoice, receiveMail, receivePlain, waiting } from "../test-business.ts";
import { misappliedCredit } from "../test-misapplied-credit.ts";

afterAll(close);

type Business = Awaited<ReturnType<typeof newBusiness>>;
const type = "billing.credit-disputed";

async function approveNext(context: Business, action: string): Promise<void> {
  const { id: proposalId, inputHash } = cardOf(await waiting(context, 1), action);
  await approveProposal.execute(context, { proposalId, inputHash });
}

const runOf = (context: Business, workflow: string, status: string) =>
  until(`${workflow} is ${status}`, async () => {
    const { runs } = await listRuns.execute(context, {});
    return runs.find((run) => run.workflow === workflow && run.status === status);
  });

/** €1,190.00 are credited where €119.00 were asked for, nobody compares, and the run succeeds. */
async function credited(): Promise<{ context: Business; number: string; runId: string }> {
  const context = await newBusiness();
  await currentDefinitions.execute(context, {});
  const workflow = "refund-request";
  const definition = { ...misappliedCredit, steps: misappliedCredit.steps.slice(0, -1) };
  const { revision } = await saveDraft.execute(context, { workflow, definition, revision: 0 });
  await publishDraft.execute(context, { workflow, revision });
  await paidInvoice(context, "HL-2031-0042", 119_000);
  await receiveMail(context, {
    from: "Ana Duarte <ana@northwind.example.com>",
    subject: "Refund for invoice HL-2031-0042",
    body: "Hello,\n\nhalf a day did not take place. I would like a refund, please. I want my money back.\n\nAna",
  });
  await approveNext(context, "credit-note.issue");
  await approveNext(context, "task.create");
  const { id: runId } = await runOf(context, workflow, "succeeded");
  const [note] = (await effectsOf(context)).creditNotes;
  return { context, runId, number: note?.number ?? "" };
}

const reviewOf = (context: Business, title: string) =>
  until(`there is a review task ${title}`, async () =>
    (await listReviews.execute(context, {})).find((review) => review.title.startsWith(title)),
  );

describe("a credit that turns out to be wrong after its run succeeded", () => {
  it("is taken back newest first as you approve, and put before you with the right one", async () => {
    const { context, number } = await credited();
    const data = { creditNote: number.toLowerCase(), amount: "119.00 EUR", reason: "Half a day only, not all of it" };
    const eventId = await receivePlain(context, { type, data });

    const [first] = await waiting(context, 1);
    expect(first).toMatchObject({ action: "task.cancel", policy: { verdict: "ask", rule: "reversal-of-success" } });
    await approveNext(context, "task.cancel");
    await approveNext(context, "credit-note.reverse");
    const review = await reviewOf(context, "Taken back: Refund request");
    expect(review.happened).toBe(`Credit note ${number} over €1,190.00 is disputed: Half a day only, not all of it`);
    expect(review.items.map(({ state }) => state)).toEqual(["reversed", "reversed"]);
    expect(review.evidence.find(({ kind }) => kind === "event")?.id).toBe(eventId);
    expect(review.options.map(({ label }) => label)).toEqual([
      "Credit the right €119.00",
      "Write to Ana Duarte",
      "Make it a task",
      "Leave it",
    ]);
    const ended = await runOf(context, "credit-dispute", "succeeded");
    expect(ended.summary).toBe("Taken back: what is right now is yours to choose");

    await resolveEscalation.execute(context, { escalationId: review.id, option: review.options[0]?.id });
    expect(cardOf(await waiting(context, 1), "credit-note.issue")).toMatchObject({
      stake: { amountMinor: 11_900, currency: "EUR" },
      policy: { verdict: "ask" },
    });
  });

  it("stands where you do not approve, and what stands can be taken back later by a review task", async () => {
    const { context, runId } = await credited();
    await receivePlain(context, { type, data: { invoice: "HL-2031-0042" } });
    await approveNext(context, "task.cancel");
    const { id: proposalId, inputHash } = cardOf(await waiting(context, 1), "credit-note.reverse");
    await rejectProposal.execute(context, { proposalId, inputHash, reason: "She agreed to it" });
    const review = await reviewOf(context, "Partly taken back: Refund request");
    expect(review.options.map(({ label }) => label)).toContain("Take back the rest");
    const ended = await runOf(context, "credit-dispute", "succeeded");
    expect(ended.summary).toMatch(/^Not all of it is taken back/);

    await resolveEscalation.execute(context, { escalationId: review.id, option: "run.compensate" });
    await approveNext(context, "credit-note.reverse");
    await until("all of it is taken back", async () => {
      const run = await getRun.execute(context, { id: runId });
      return run.compensation === "done";
    });
  });

  it("is handed to you where no credit of ours is known, and told where it is taken back already", async () => {
    const { context, runId, number } = await credited();
    await receivePlain(context, { type, data: { creditNote: "CN-1999-0001", reason: "Wrong" } });
    const review = await reviewOf(context, "A credit is disputed that no run issued");
    expect(review.happened).toContain("credit note CN-1999-0001: Wrong");

    await expect(compensateRun.execute(context, { id: runId })).rejects.toMatchObject({ code: "conflict" });
    await compensateRun.execute(context, { id: runId, anyEnd: true });
    await approveNext(context, "task.cancel");
    await approveNext(context, "credit-note.reverse");
    await reviewOf(context, "Taken back: Refund request");
    await receivePlain(context, { type, data: { creditNote: number } });
    await until("you are told", () =>
      inWorkspace(context.workspaceId, (tx) =>
        tx.notification.findFirst({ where: { text: { contains: `${number} over €1,190.00 is disputed` } } }),
      ),
    );
  });
});
