import { describe, expect, it } from "vitest";
import { expireProposal, getProposal, respondToProposal, withdrawProposals } from "#server/domains/proposal/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { answerProposal } from "./answer-proposal.ts";
import { approveProposal } from "./approve-proposal.ts";
import { executeEffect } from "./execute-effect.ts";
import { propose } from "./propose.ts";
import { creditOf, newBusiness, rowsOf, type TestBusiness } from "./test-business.ts";

const asked = { intent: "assess-refund", input: {}, about: "", subjects: [] };

async function proposeAsked(business: TestBusiness, more: Record<string, unknown> = {}): Promise<string> {
  const { proposalId } = await propose.execute(business.system, {
    ...{ runId: business.runId, step: newId(), agent: { name: "billing", mayPropose: ["credit-note.issue"] } },
    draft: {
      ...{ action: "credit-note.issue", input: creditOf(business), reason: "Asked for by mail", evidence: [] },
      ...{ confidence: 0.8, method: "rule" },
    },
    ...{ intent: asked.intent, asked, ...more },
  });
  return proposalId;
}

async function respond(business: TestBusiness, proposalId: string, guidance = "for 50 EUR") {
  const { inputHash } = await getProposal.execute(business.operator, { proposalId });
  return respondToProposal.execute(business.operator, { proposalId, inputHash, guidance });
}

const answerOver = (business: TestBusiness, proposalId: string, amountMinor: number) =>
  answerProposal.execute(business.system, {
    ...{ proposalId, guidance: "for 50 EUR", snapshotId: null },
    draft: { input: creditOf(business, amountMinor), reason: "Refund", evidence: [], confidence: 0.8, method: "rule" },
    heard: [{ said: "for 50 EUR", at: null, followed: true, note: "for €50.00", memoryId: null }],
  });

describe("an answer to guidance", () => {
  it("is written once, waits for the operator, and is bound to its own hash", async () => {
    const business = await newBusiness();
    const first = await proposeAsked(business);
    expect(await answerOver(business, first, 5_000)).toEqual({ proposalId: null });
    await respond(business, first);
    const answers = await Promise.all([answerOver(business, first, 5_000), answerOver(business, first, 6_000)]);
    expect(new Set(answers.map(({ proposalId }) => proposalId)).size).toBe(1);
    const id = answers[0]?.proposalId ?? "";
    const card = await getProposal.execute(business.operator, { proposalId: id });
    expect(card).toMatchObject({ status: "pending", story: { answers: { id: first, guidance: "for 50 EUR" } } });
    const { inputHash } = await getProposal.execute(business.operator, { proposalId: first });
    expect(card.inputHash).not.toBe(inputHash);
    await expect(approveProposal.execute(business.operator, { proposalId: id, inputHash })).rejects.toMatchObject({
      code: "precondition",
    });
    expect(await executeEffect({ context: business.system, proposalId: first })).toMatchObject({ status: "withdrawn" });
    expect(await rowsOf(business, (tx) => tx.effect.count())).toBe(0);
  });

  it("that cannot be done is the same as before, and says why", async () => {
    const business = await newBusiness();
    const first = await proposeAsked(business);
    await respond(business, first, "for 5000 EUR");
    const { proposalId } = await answerOver(business, first, 500_000);
    const card = await getProposal.execute(business.operator, { proposalId: proposalId ?? "" });
    expect(card).toMatchObject({ status: "pending", stake: { amountMinor: 10_000 } });
    expect(card.reason).toMatch(/^Refund I could not follow: “for 50 EUR” \(.+\)\. Edit it, or connect a model\.$/);
    expect(card.story?.heard[0]?.followed).toBe(false);
  });

  it("comes no more once the run's proposals were withdrawn", async () => {
    const business = await newBusiness();
    const first = await proposeAsked(business);
    await respond(business, first);
    const { runId } = business;
    await withdrawProposals.execute(business.system, { runId, proposalId: first, reason: "It is no longer needed" });
    expect(await answerOver(business, first, 5_000)).toEqual({ proposalId: null });
    expect((await getProposal.execute(business.operator, { proposalId: first })).status).toBe("expired");
  });

  it("or an approval: of the two one wins", async () => {
    const business = await newBusiness();
    for (let round = 0; round < 10; round += 1) {
      const proposalId = await proposeAsked(business);
      const { inputHash } = await getProposal.execute(business.operator, { proposalId });
      const both = await Promise.allSettled([
        approveProposal.execute(business.operator, { proposalId, inputHash }),
        respond(business, proposalId),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const { status } = await getProposal.execute(business.operator, { proposalId });
      expect(status).toBe(both[0].status === "fulfilled" ? "approved" : "returned");
    }
  });
});

describe("when nobody decides", () => {
  it("the card says what happens, in the workflow's words where it has some, and it is never executed", async () => {
    const business = await newBusiness();
    const plain = await proposeAsked(business);
    const worded = await proposeAsked(business, { ifExpired: "and the customer is asked again in a week" });
    const storyOf = async (proposalId: string) => (await getProposal.execute(business.operator, { proposalId })).story;
    expect((await storyOf(plain))?.ifExpired).toBe("no money moves, and the run goes on without it");
    expect((await storyOf(worded))?.ifExpired).toBe("no money moves, and the customer is asked again in a week");
    business.clock.advance(8 * 86_400_000);
    const ends = [plain, worded].flatMap((proposalId) => [
      expireProposal.execute(business.system, { proposalId }),
      executeEffect({ context: business.system, proposalId }),
    ]);
    await Promise.allSettled(ends);
    for (const proposalId of [plain, worded]) {
      expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({ status: "withdrawn" });
      expect((await getProposal.execute(business.operator, { proposalId })).status).toBe("expired");
    }
    expect(await rowsOf(business, (tx) => tx.effect.count())).toBe(0);
  });
});
