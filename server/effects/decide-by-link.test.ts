import { describe, expect, it } from "vitest";
import { verifyAuditChain } from "#server/commands/verify-audit-chain.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { issueDecisionLink, openDecisionLink } from "#server/domains/decision-link/index.ts";
import { limits } from "#server/domains/decision-link/rate-limit.ts";
import { recordPayment } from "#server/domains/payment/index.ts";
import { getProposal, rejectProposal, undoApproval } from "#server/domains/proposal/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { decideByLink } from "./decide-by-link.ts";
import { creditOf, mailTo, newBusiness, proposeIn, rowsOf, type TestBusiness } from "./test-business.ts";

/** A caller that nobody else in these tests is, so that limits do not meet. */
const someone = () => ({ address: `192.0.2.1 ${newId()}` });

/** A proposal and the token of a link that was mailed for it. */
async function mailed(business: TestBusiness, action = "mail.send", input: unknown = mailTo()) {
  const proposalId = await proposeIn(business, action, input);
  const proposal = await getProposal.execute(business.operator, { proposalId });
  const { operator } = business;
  const { url } = await inWorkspace(operator.workspaceId, (tx) =>
    issueDecisionLink({ tx, context: operator }, { operatorId: operator.actor.id, proposal }),
  );
  const token = url.split("/decide/")[1] ?? "";
  const open = (given = token) => openDecisionLink({ token: given }, someone(), business.clock);
  const decide = (decision: "approve" | "reject" = "approve", given = token) =>
    decideByLink({ token: given, decision }, someone(), business.clock);
  const status = async () => (await getProposal.execute(operator, { proposalId })).status;
  return { proposalId, proposal, token, open, decide, status };
}

const linkRows = (business: TestBusiness) => rowsOf(business, (tx) => tx.decisionLink.findMany());

describe("a link from a mail", () => {
  it("shows the exact card as often as it is opened, and that decides nothing and uses nothing up", async () => {
    const business = await newBusiness();
    const { open, decide, proposal, status } = await mailed(business);
    const before = JSON.stringify(await linkRows(business));
    const opened = await Promise.all(Array.from({ length: 100 }, () => open()));
    for (const answer of opened) {
      expect(answer).toMatchObject({ state: "open", workspaceName: "Harbour Lane", proposal: { id: proposal.id } });
    }
    expect(opened[0]).toMatchObject({ proposal: { preview: proposal.preview, inputHash: proposal.inputHash } });
    expect(await status()).toBe("pending");
    expect(JSON.stringify(await linkRows(business))).toBe(before);
    expect(await decide()).toMatchObject({ state: "decided", decision: "approve" });
    expect(await status()).toBe("approved");
  });

  it("keeps no token in the database", async () => {
    const business = await newBusiness();
    const { token } = await mailed(business);
    const [row] = await linkRows(business);
    expect(row?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it("decides once, as the operator by link, and the trail says so", async () => {
    const business = await newBusiness({ undoSeconds: 30 });
    const { decide, open, proposalId, status } = await mailed(business);
    const decided = await decide("approve");
    expect(decided).toEqual({
      state: "decided",
      decision: "approve",
      title: "Send “Your refund” to ben@example.com",
      executeAfter: new Date(business.clock.now().getTime() + 30_000),
    });
    const entries = await rowsOf(business, (tx) =>
      tx.auditEntry.findMany({ where: { subjectId: proposalId, actorKind: "operator" }, orderBy: { sequence: "asc" } }),
    );
    expect(entries.map(({ action, actorId, data }) => [action, actorId, (data as { via?: string }).via])).toEqual([
      ["decision-link.use", business.operator.actor.id, "link"],
      ["proposal.approve", business.operator.actor.id, "link"],
    ]);
    expect(await verifyAuditChain(business.operator)).toMatchObject({ intact: true });
    expect(await open()).toEqual({ state: "used" });
    expect(await decide("reject")).toEqual({ state: "used" });
    // what was taken back waits again, and the old link does not decide it
    await undoApproval.execute(business.operator, { proposalId });
    expect(await decide()).toEqual({ state: "used" });
    expect(await status()).toBe("pending");
  });

  it("rejects with a reason", async () => {
    const business = await newBusiness();
    const { token, proposalId } = await mailed(business);
    const answer = await decideByLink({ token, decision: "reject", reason: "Too dear" }, someone(), business.clock);
    expect(answer).toMatchObject({ state: "decided", decision: "reject", executeAfter: null });
    expect(await getProposal.execute(business.operator, { proposalId })).toMatchObject({
      status: "rejected",
      decision: { by: "Ana Duarte", reason: "Too dear" },
    });
  });

  it("in a race of twenty presses is used by one", async () => {
    for (let round = 0; round < 5; round += 1) {
      const business = await newBusiness();
      const { decide, proposalId } = await mailed(business);
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => decide(index % 2 ? "approve" : "reject")),
      );
      expect(answers.filter(({ state }) => state === "decided")).toHaveLength(1);
      const approvals = await rowsOf(business, (tx) => tx.approval.findMany({ where: { proposalId } }));
      expect(approvals).toHaveLength(1);
    }
  });

  it("altered in any place is unknown, and too short or long is refused", async () => {
    const business = await newBusiness();
    const { token, open, decide, status } = await mailed(business);
    for (let place = 0; place < token.length; place += 1) {
      const other = token[place] === "A" ? "B" : "A";
      const altered = `${token.slice(0, place)}${other}${token.slice(place + 1)}`;
      expect(await open(altered)).toEqual({ state: "unknown" });
      expect(await decide("approve", altered)).toEqual({ state: "unknown" });
    }
    for (const odd of ["", token.slice(1), `${token}A`, `${token} `, "'; drop table run; --", "\0".repeat(43)]) {
      await expect(decide("approve", odd)).rejects.toMatchObject({ code: "invalid" });
    }
    expect(await status()).toBe("pending");
  });

  it("expires after three days, and with its proposal", async () => {
    const business = await newBusiness();
    const { open, decide, status } = await mailed(business);
    business.clock.advance(72 * 3_600_000 - 1);
    expect(await open()).toMatchObject({ state: "open" });
    business.clock.advance(1);
    expect(await open()).toEqual({ state: "expired" });
    expect(await decide()).toEqual({ state: "expired" });
    expect(await status()).toBe("pending");
    const [row] = await linkRows(business);
    expect(row?.usedAt).toBeNull();
  });

  it("says that it was decided elsewhere", async () => {
    const business = await newBusiness();
    const { open, decide, proposalId } = await mailed(business);
    await rejectProposal.execute(business.operator, { proposalId });
    expect(await open()).toMatchObject({ state: "stale", message: "It has already been decided." });
    expect(await decide()).toMatchObject({ state: "stale" });
  });

  it("decides nothing but what the mail showed: a changed record asks again, after signing in", async () => {
    const business = await newBusiness();
    const { open, decide, proposalId, status } = await mailed(business, "credit-note.issue", creditOf(business));
    await recordPayment.execute(business.operator, {
      externalId: newId(),
      status: "succeeded",
      amountMinor: 5_000,
      currency: "EUR",
      invoiceId: business.invoiceId,
      at: business.clock.now(),
    });
    expect(await decide()).toMatchObject({ state: "stale" });
    expect(await status()).toBe("replaced");
    expect(await open()).toEqual({ state: "used" });
    const pending = await rowsOf(business, (tx) => tx.proposal.findMany({ where: { status: "pending" } }));
    expect(pending.map(({ id }) => id)).not.toContain(proposalId);
    expect(await rowsOf(business, (tx) => tx.effect.count())).toBe(0);
  });

  it("shows and decides nothing of another proposal", async () => {
    const business = await newBusiness();
    const first = await mailed(business);
    const second = await mailed(business);
    expect(await first.open()).toMatchObject({ proposal: { id: first.proposalId } });
    await first.decide();
    expect(await second.status()).toBe("pending");
    // a row that was altered to name another proposal names one whose hash it does not carry
    const third = await mailed(business, "credit-note.issue", creditOf(business));
    await rowsOf(business, (tx) =>
      tx.decisionLink.updateMany({ where: { proposalId: second.proposalId }, data: { proposalId: third.proposalId } }),
    );
    expect(await second.decide()).toMatchObject({ state: "stale" });
    expect(await third.status()).toBe("pending");
  });

  it("is not tried without end from one address", async () => {
    const caller = someone();
    const guess = () => decideByLink({ token: "x".repeat(43), decision: "approve" }, caller);
    for (let count = 0; count < limits.decide.points; count += 1) expect(await guess()).toEqual({ state: "unknown" });
    await expect(guess()).rejects.toMatchObject({ code: "limit" });
  });
});
