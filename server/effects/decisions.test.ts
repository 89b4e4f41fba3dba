import { describe, expect, it } from "vitest";
import { type Change, onChange } from "#server/commands/live.ts";
import { newWorkspace } from "#server/db/test-database.ts";
import {
  expireProposal,
  getProposal,
  listProposals,
  rejectProposal,
  standingOfProposal,
  undoApproval,
} from "#server/domains/proposal/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { editProposal } from "./edit-proposal.ts";
import { executeEffect } from "./execute-effect.ts";
import { propose } from "./propose.ts";
import { approve, creditOf, mailTo, newBusiness, proposeIn, rowsOf, type TestBusiness } from "./test-business.ts";

const decidedEvents = (business: TestBusiness, proposalId: string) =>
  rowsOf(business, async (tx) => {
    const sent = await tx.outboxEntry.findMany({ where: { name: "proposal.decided" } });
    return sent.filter((entry) => (entry.data as { proposalId?: string }).proposalId === proposalId).length;
  });

describe("deciding on a proposal", () => {
  it("rejects with the reason, which the run and the card show", async () => {
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "mail.send", mailTo());
    await rejectProposal.execute(business.operator, { proposalId, reason: "I called him instead" });
    expect(await standingOfProposal.execute(business.system, { proposalId })).toMatchObject({
      status: "rejected",
      reason: "I called him instead",
    });
    expect(await getProposal.execute(business.operator, { proposalId })).toMatchObject({
      decision: { decision: "reject", by: "Ana Duarte", reason: "I called him instead" },
    });
    expect(await decidedEvents(business, proposalId)).toBe(1);
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({ status: "withdrawn" });
  });

  it("expires at its time and not before, and leaves a decided one alone", async () => {
    const business = await newBusiness();
    const expire = (proposalId: string, because: "time" | "run-ended" = "time") =>
      expireProposal.execute(business.system, { proposalId, because });
    const waiting = await proposeIn(business, "mail.send", mailTo(), { expiresInHours: 2 });
    await expect(expire(waiting)).rejects.toMatchObject({ code: "precondition" });
    business.clock.advance(2 * 3_600_000);
    expect(await expire(waiting)).toMatchObject({ status: "expired" });
    expect(await expire(waiting)).toMatchObject({ status: "expired" });
    expect(await decidedEvents(business, waiting)).toBe(1);
    const decided = await proposeIn(business, "mail.send", mailTo());
    await approve(business, decided);
    expect(await expire(decided, "run-ended")).toMatchObject({ status: "approved" });
    const ended = await proposeIn(business, "mail.send", mailTo());
    expect(await expire(ended, "run-ended")).toMatchObject({ status: "expired" });
  });

  it("wakes whoever waits: on approval, undo, edit and every refresh", async () => {
    const business = await newBusiness({ undoSeconds: 10 });
    const proposalId = await proposeIn(business, "mail.send", mailTo());
    await approve(business, proposalId);
    await undoApproval.execute(business.operator, { proposalId });
    const { inputHash } = await getProposal.execute(business.operator, { proposalId });
    const edited = await editProposal.execute(business.operator, {
      proposalId,
      inputHash,
      fields: { subject: "Hello" },
    });
    expect(await decidedEvents(business, proposalId)).toBe(3);
    expect(await standingOfProposal.execute(business.system, { proposalId })).toMatchObject({
      proposalId: edited.proposalId,
      status: "pending",
    });
  });

  it("tells open screens what changed, after the commit", async () => {
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "mail.send", mailTo());
    const seen: Change[] = [];
    const stop = onChange(business.operator.workspaceId, (change) => seen.push(change));
    await rejectProposal.execute(business.operator, { proposalId });
    await expect(rejectProposal.execute(business.operator, { proposalId })).rejects.toMatchObject({ code: "conflict" });
    stop();
    expect(seen).toEqual([
      { topic: "proposal", id: proposalId },
      { topic: "run", id: business.runId },
    ]);
  });

  it("is the operator's alone, and of this workspace alone", async () => {
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "mail.send", mailTo());
    const { inputHash } = await getProposal.execute(business.operator, { proposalId });
    const stranger = await newWorkspace();
    const agent = { ...business.system, actor: { kind: "agent", id: "billing" } as const };
    for (const [context, code] of [
      [stranger, "not_found"],
      [agent, "forbidden"],
      [business.system, "forbidden"],
    ] as const) {
      const edit = editProposal.execute(context, { proposalId, inputHash, fields: { subject: "Mine" } });
      await expect(edit).rejects.toMatchObject({ code });
      await expect(rejectProposal.execute(context, { proposalId })).rejects.toMatchObject({ code });
      await expect(undoApproval.execute(context, { proposalId })).rejects.toMatchObject({ code });
    }
    await expect(getProposal.execute(stranger, { proposalId })).rejects.toMatchObject({ code: "not_found" });
    await expect(executeEffect({ context: agent, proposalId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(executeEffect({ context: stranger, proposalId })).rejects.toMatchObject({ code: "not_found" });
    expect(await getProposal.execute(business.operator, { proposalId })).toMatchObject({ status: "pending" });
  });
});

describe("the queue", () => {
  it("shows pending proposals oldest first and the decided ones latest first, in pages", async () => {
    const business = await newBusiness();
    const ids: string[] = [];
    for (let place = 0; place < 5; place += 1) {
      ids.push(await proposeIn(business, "task.create", { title: `Task ${place}` }));
      business.clock.advance(1000);
    }
    const first = await listProposals.execute(business.operator, { limit: 3 });
    expect(first).toMatchObject({ total: 5, nextCursor: ids[2] });
    const second = await listProposals.execute(business.operator, { limit: 3, cursor: first.nextCursor });
    expect([...first.proposals, ...second.proposals].map((card) => card.id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    for (const proposalId of ids.slice(0, 2)) await rejectProposal.execute(business.operator, { proposalId });
    const decided = await listProposals.execute(business.operator, { status: "decided" });
    expect(decided.proposals.map((card) => card.id)).toEqual([ids[1], ids[0]]);
  });

  it("takes texts that no column can hold, cleaned, and shows who it is about", async () => {
    const business = await newBusiness();
    const naughty = "a\u0000b\ud800c";
    const { proposalId, status } = await propose.execute(business.system, {
      runId: business.runId,
      step: "draft",
      agent: { name: "crm", mayPropose: ["task.create"] },
      draft: {
        action: "task.create",
        input: { title: naughty },
        reason: naughty,
        evidence: [{ kind: "contact", id: business.contactId, label: naughty }],
        confidence: 0.5,
        method: "rule",
        taint: "outside",
        contactId: business.contactId,
      },
    });
    expect(status).toBe("pending");
    const card = await getProposal.execute(business.operator, { proposalId });
    expect(card).toMatchObject({ reason: "a\ufffdb\ufffdc", contact: { name: "Ben Ito" }, taint: "outside" });
    await approve(business, proposalId);
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({ status: "succeeded" });
  });

  it("offers exactly the fields that may be changed, with their values", async () => {
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
    const { fields } = await getProposal.execute(business.operator, { proposalId });
    expect(fields).toEqual([
      { name: "amountMinor", label: "Amount", kind: "money", value: "10000", currency: "EUR" },
      { name: "reason", label: "Reason on the credit note", kind: "line", value: "Half a day was cancelled" },
    ]);
    await expect(getProposal.execute(business.operator, { proposalId: newId() })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
