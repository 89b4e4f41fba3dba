import { describe, expect, it } from "vitest";
import { recordPayment } from "#server/domains/payment/index.ts";
import { getProposal, standingOfProposal, undoApproval } from "#server/domains/proposal/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { approveProposal } from "./approve-proposal.ts";
import { executeEffect } from "./execute-effect.ts";
import { approve, creditOf, mailTo, newBusiness, proposeIn, rowsOf, type TestBusiness } from "./test-business.ts";

const pay = (business: TestBusiness, amountMinor: number) =>
  recordPayment.execute(business.operator, {
    externalId: newId(),
    status: "succeeded",
    amountMinor,
    currency: "EUR",
    invoiceId: business.invoiceId,
    at: business.clock.now(),
  });

describe("an approval binds to exactly what was seen", () => {
  it("refuses a decision on a card that is out of date, and puts a fresh card in its place", async () => {
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
    await pay(business, 5_000);
    await expect(approve(business, proposalId)).rejects.toMatchObject({
      code: "precondition",
      message: "The invoice has changed since. The card has been refreshed: look again before you decide.",
    });
    const standing = await standingOfProposal.execute(business.system, { proposalId });
    expect(standing.proposalId).not.toBe(proposalId);
    const fresh = await getProposal.execute(business.operator, { proposalId: standing.proposalId });
    expect(fresh.status).toBe("pending");
    expect(fresh.preview).toMatchObject({
      rows: expect.arrayContaining([{ label: "Paid so far", amountMinor: 5_000, total: false }]),
    });
    await approve(business, fresh.id);
    expect(await executeEffect({ context: business.system, proposalId: fresh.id })).toMatchObject({
      status: "succeeded",
    });
  });

  it("withdraws an approval whose records changed before it was executed", async () => {
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "mail.send", { ...mailTo(), invoiceId: business.invoiceId });
    await approve(business, proposalId);
    await pay(business, 119_000);
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({
      status: "withdrawn",
      proposalStatus: "replaced",
    });
    expect(await rowsOf(business, (tx) => tx.mail.count())).toBe(0);
    expect(await standingOfProposal.execute(business.system, { proposalId })).toMatchObject({ status: "pending" });
  });

  it("refuses for good what cannot be done any more", async () => {
    const business = await newBusiness();
    const first = await proposeIn(business, "credit-note.issue", creditOf(business, 100_000));
    const second = await proposeIn(business, "credit-note.issue", creditOf(business, 100_000));
    await approve(business, first);
    await executeEffect({ context: business.system, proposalId: first });
    await expect(approve(business, second)).rejects.toMatchObject({
      code: "precondition",
      message: "It cannot be done any more: At most €190.00 of this invoice can still be credited",
    });
    expect(await getProposal.execute(business.operator, { proposalId: second })).toMatchObject({ status: "refused" });
  });

  it("shows the sender that will be used: a changed setting asks again", async () => {
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "mail.send", mailTo());
    await rowsOf(business, (tx) =>
      tx.workspace.update({
        where: { id: business.operator.workspaceId },
        data: { mailFrom: "other@harbourlane.test" },
      }),
    );
    await expect(approve(business, proposalId)).rejects.toMatchObject({ code: "precondition" });
  });

  it.each([
    ["amount", { input: { amountMinor: 90_000 } }],
    ["invoice", { input: { invoiceId: "0190b5a8-0000-7000-8000-000000000000" } }],
    ["action", { action: "invoice.issue" }],
    ["targets", { targets: {} }],
    ["hash, to match", { inputHash: "f".repeat(64) }],
  ])("executes nothing when the %s was altered after the approval", async (_, change) => {
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
    await approve(business, proposalId);
    const data = "input" in change ? { input: { ...creditOf(business), ...change.input } } : change;
    await rowsOf(business, (tx) => tx.proposal.update({ where: { id: proposalId }, data }));
    const outcome = await executeEffect({ context: business.system, proposalId });
    expect(outcome).toMatchObject({ status: "withdrawn", proposalStatus: "refused" });
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({ status: "withdrawn" });
    const counts = await rowsOf(business, async (tx) => [await tx.effect.count(), await tx.creditNote.count()]);
    expect(counts).toEqual([0, 0]);
  });

  it("refuses an approval under another hash, after expiry, by a stranger, and of another workspace's proposal", async () => {
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business), { expiresInHours: 1 });
    const { inputHash } = await getProposal.execute(business.operator, { proposalId });
    const attempt = (context: Parameters<typeof approveProposal.execute>[0], hash = inputHash) =>
      approveProposal.execute(context, { proposalId, inputHash: hash });
    await expect(attempt(business.operator, "0".repeat(64))).rejects.toMatchObject({ code: "precondition" });
    await expect(attempt(business.system)).rejects.toMatchObject({ code: "forbidden" });
    await expect(attempt((await newBusiness()).operator)).rejects.toMatchObject({ code: "not_found" });
    business.clock.advance(3_600_000);
    await expect(attempt(business.operator)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/expired/),
    });
    expect(await rowsOf(business, (tx) => tx.approval.count())).toBe(0);
  });

  it("waits for the undo window, and executes nothing that was undone in it", async () => {
    const business = await newBusiness({ undoSeconds: 10 });
    const proposalId = await proposeIn(business, "mail.send", mailTo());
    const { executeAfter } = await approve(business, proposalId);
    expect(await executeEffect({ context: business.system, proposalId })).toEqual({
      status: "held",
      because: "undo-window",
      until: executeAfter,
    });
    await undoApproval.execute(business.operator, { proposalId });
    business.clock.advance(60_000);
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({ status: "withdrawn" });
    await approve(business, proposalId);
    business.clock.advance(10_000);
    await expect(undoApproval.execute(business.operator, { proposalId })).rejects.toMatchObject({ code: "conflict" });
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({ status: "succeeded" });
    await expect(undoApproval.execute(business.operator, { proposalId })).rejects.toMatchObject({ code: "conflict" });
  });

  it("starts nothing in a paused workspace, and asks again when the pause was too long", async () => {
    const business = await newBusiness();
    const pause = (pausedAt: Date | null) =>
      rowsOf(business, (tx) =>
        tx.workspace.update({ where: { id: business.operator.workspaceId }, data: { pausedAt } }),
      );
    const [soon, late] = [
      await proposeIn(business, "mail.send", mailTo()),
      await proposeIn(business, "mail.send", mailTo()),
    ];
    await approve(business, soon);
    await approve(business, late);
    await pause(business.clock.now());
    expect(await executeEffect({ context: business.system, proposalId: soon })).toMatchObject({ because: "paused" });
    await pause(null);
    expect(await executeEffect({ context: business.system, proposalId: soon })).toMatchObject({ status: "succeeded" });
    business.clock.advance(8 * 24 * 3_600_000);
    expect(await executeEffect({ context: business.system, proposalId: late })).toMatchObject({
      status: "withdrawn",
      proposalStatus: "expired",
    });
  });
});
