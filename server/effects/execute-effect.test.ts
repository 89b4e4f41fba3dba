import { describe, expect, it } from "vitest";
import { getProposal, listProposals } from "#server/domains/proposal/index.ts";
import { editProposal } from "./edit-proposal.ts";
import { executeEffect } from "./execute-effect.ts";
import { propose } from "./propose.ts";
import { approve, creditOf, mailTo, newBusiness, proposeIn, rowsOf } from "./test-business.ts";

describe("from proposal to effect", () => {
  it("issues a credit note once an operator has approved it, with receipt, log and audit", async () => {
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
    const card = await getProposal.execute(business.operator, { proposalId });
    expect(card).toMatchObject({
      status: "pending",
      policy: { verdict: "ask" },
      stake: { amountMinor: 10_000, currency: "EUR" },
      preview: { kind: "money", currency: "EUR" },
    });
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({
      status: "withdrawn",
      proposalStatus: "pending",
    });
    await approve(business, proposalId);
    const outcome = await executeEffect({ context: business.system, proposalId });
    expect(outcome).toMatchObject({ status: "succeeded", receipt: { number: "CN-2026-0001", totalMinor: 10_000 } });
    const again = await executeEffect({ context: business.system, proposalId });
    expect(again).toEqual(outcome);
    const rows = await rowsOf(business, async (tx) => ({
      notes: await tx.creditNote.count(),
      invoice: await tx.invoice.findUniqueOrThrow({ where: { id: business.invoiceId } }),
      effect: await tx.effect.findUniqueOrThrow({ where: { proposalId } }),
      entries: await tx.runEntry.findMany({ where: { runId: business.runId }, orderBy: { order: "asc" } }),
      audit: await tx.auditEntry.findMany({ where: { runId: business.runId }, orderBy: { sequence: "asc" } }),
    }));
    expect(rows.notes).toBe(1);
    expect(rows.invoice).toMatchObject({ creditedMinor: 10_000, status: "open", version: 2 });
    expect(rows.effect).toMatchObject({ status: "succeeded", attempts: 1 });
    expect(rows.entries.map((entry) => entry.kind)).toEqual([
      "proposal.made",
      "policy.decided",
      "approval.decided",
      "effect.intended",
      "effect.succeeded",
    ]);
    expect(rows.audit.map((entry) => entry.action)).toEqual([
      "proposal.propose",
      "proposal.approve",
      "effect.intend",
      "creditNote.issue",
      "effect.commit",
    ]);
    expect(await getProposal.execute(business.operator, { proposalId })).toMatchObject({
      status: "executed",
      decision: { decision: "approve", by: "Ana Duarte" },
    });
  });

  it("keeps a mail in the outbox where no SMTP server is configured, with its exact bytes", async () => {
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "mail.send", { ...mailTo(), contactId: business.contactId });
    await approve(business, proposalId);
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({
      status: "succeeded",
      receipt: { status: "kept" },
    });
    const { mail, message } = await rowsOf(business, async (tx) => ({
      mail: await tx.mail.findFirstOrThrow(),
      message: await tx.message.findFirstOrThrow(),
    }));
    expect(mail).toMatchObject({ status: "kept", toAddress: "ben@example.com", sentAt: null });
    expect(mail.raw).toContain("From: Harbour Lane <hello@harbourlane.test>\r\n");
    expect(mail.raw).toContain(`Message-ID: ${mail.messageId}\r\n`);
    expect(mail.raw).toContain("\r\n\r\nHello Ben,\r\nit is on its way.");
    expect(message).toMatchObject({ direction: "out", contactId: business.contactId, body: mailTo().body });
  });

  it("finds the first proposal when a step is retried", async () => {
    const business = await newBusiness();
    const first = await proposeIn(business, "task.create", { title: "Call Ben" }, { step: "follow-up" });
    const second = await proposeIn(business, "task.create", { title: "Something else" }, { step: "follow-up" });
    expect(second).toBe(first);
    const { proposals, total } = await listProposals.execute(business.operator, {});
    expect(proposals.map((card) => card.title)).toEqual(["Add the task “Call Ben”"]);
    expect(total).toBe(1);
  });

  it.each([
    ["an action outside the agent's declaration", "mail.send", mailTo(), ["task.create"], "not-in-declaration"],
    ["an unknown action", "bank.transfer", {}, ["bank.transfer"], "input-invalid"],
    [
      "a field that the action does not name",
      "task.create",
      { title: "x", approved: true },
      ["task.create"],
      "input-invalid",
    ],
    [
      "a subject that grows a header",
      "mail.send",
      { ...mailTo(), subject: "Hi\r\nBcc: all@example.com" },
      ["mail.send"],
      "input-invalid",
    ],
  ])("refuses %s and keeps the refusal", async (_, action, input, mayPropose, rule) => {
    const business = await newBusiness();
    const { proposalId, status, policy } = await propose.execute(business.system, {
      runId: business.runId,
      step: "draft",
      agent: { name: "crm", mayPropose },
      draft: { action, input, reason: "", evidence: [], confidence: 1, method: "rule", taint: "outside" },
    });
    expect({ status, rule: policy.rule }).toEqual({ status: "refused", rule });
    await expect(approve(business, proposalId)).rejects.toMatchObject({ code: "conflict" });
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({ status: "withdrawn" });
  });

  it("refuses a credit over what is left, in words", async () => {
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business, 119_001));
    const card = await getProposal.execute(business.operator, { proposalId });
    expect(card).toMatchObject({ status: "refused", policy: { rule: "input-invalid" } });
    expect(card.policy.explanation).toBe("At most €1,190.00 of this invoice can still be credited");
  });

  it("makes a new proposal of an edit, and executes what was approved after it", async () => {
    const business = await newBusiness();
    const first = await proposeIn(business, "credit-note.issue", creditOf(business));
    const card = await getProposal.execute(business.operator, { proposalId: first });
    const { proposalId } = await editProposal.execute(business.operator, {
      proposalId: first,
      inputHash: card.inputHash,
      fields: { amountMinor: "2500" },
    });
    await expect(approve(business, first)).rejects.toMatchObject({ code: "conflict" });
    const edited = await getProposal.execute(business.operator, { proposalId });
    expect(edited).toMatchObject({ status: "pending", stake: { amountMinor: 2500, currency: "EUR" } });
    expect(edited.inputHash).not.toBe(card.inputHash);
    await approve(business, proposalId);
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({
      receipt: { totalMinor: 2500 },
    });
    expect(await executeEffect({ context: business.system, proposalId: first })).toMatchObject({ status: "withdrawn" });
    expect(await rowsOf(business, (tx) => tx.creditNote.count())).toBe(1);
  });

  it.each([
    [{ amountMinor: "12.50" }, "fields.amountMinor"],
    [{ amountMinor: "-1" }, "fields.amountMinor"],
    [{ reason: "" }, "fields.reason"],
    [{ invoiceId: "00000000-0000-7000-8000-000000000000" }, "fields.invoiceId"],
  ])("refuses the edit %j and names the field", async (fields, field) => {
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
    const { inputHash } = await getProposal.execute(business.operator, { proposalId });
    const edit = editProposal.execute(business.operator, { proposalId, inputHash, fields });
    await expect(edit).rejects.toMatchObject({ code: "invalid", details: { fields: [{ field }] } });
    expect(await getProposal.execute(business.operator, { proposalId })).toMatchObject({ status: "pending" });
  });
});
