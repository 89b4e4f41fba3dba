import { describe, expect, it } from "vitest";
import { getProposal, undoApproval } from "#server/domains/proposal/index.ts";
import { approveProposal } from "./approve-proposal.ts";
import { executeEffect } from "./execute-effect.ts";
import { creditOf, newBusiness, proposeIn, rowsOf } from "./test-business.ts";
import { races, runRace } from "./test-races.ts";

// one embedded backend orders everything by itself: the races proper run on a server
const rounds = process.env.TEST_DATABASE_URL ? 200 : 25;

describe("one decision under a race", () => {
  it.each(Object.keys(races))(
    "%s: one wins, the other is told",
    async (race) => {
      expect(await runRace(race, rounds)).toMatchObject({ rounds, wrong: [] });
    },
    180_000,
  );

  it("undo or execute: never both", async () => {
    for (let round = 0; round < rounds / 5; round += 1) {
      const business = await newBusiness({ undoSeconds: 10 });
      const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
      const { inputHash } = await getProposal.execute(business.operator, { proposalId });
      await approveProposal.execute(business.operator, { proposalId, inputHash });
      // two machines whose clocks differ: the operator's is still inside the window, the runner's is past it
      const ahead = { now: () => new Date(business.clock.now().getTime() + 11_000) };
      const [undone, executed] = await Promise.allSettled([
        undoApproval.execute(business.operator, { proposalId }),
        executeEffect({ context: { ...business.system, clock: ahead }, proposalId }),
      ]);
      const done = executed.status === "fulfilled" && executed.value.status === "succeeded";
      expect(done).toBe(undone.status === "rejected");
      expect(await rowsOf(business, (tx) => tx.creditNote.count())).toBe(done ? 1 : 0);
      const { status } = await getProposal.execute(business.operator, { proposalId });
      expect(status).toBe(done ? "executed" : "pending");
    }
  }, 180_000);

  it("twenty workers at once execute an effect once", async () => {
    const business = await newBusiness();
    for (let round = 0; round < Math.ceil(rounds / 20); round += 1) {
      const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business, 100));
      const { inputHash } = await getProposal.execute(business.operator, { proposalId });
      await approveProposal.execute(business.operator, { proposalId, inputHash });
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => executeEffect({ context: business.system, proposalId })),
      );
      expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
      expect(outcomes[0]).toMatchObject({ status: "succeeded" });
      expect(await rowsOf(business, (tx) => tx.creditNote.count())).toBe(round + 1);
    }
  }, 180_000);

  it("credits of one invoice decided together never exceed it", async () => {
    const business = await newBusiness();
    const half = await Promise.all(
      [70_000, 70_000, 70_000].map((amount) => proposeIn(business, "credit-note.issue", creditOf(business, amount))),
    );
    const cards = await Promise.all(half.map((proposalId) => getProposal.execute(business.operator, { proposalId })));
    for (const { id, inputHash } of cards)
      await approveProposal.execute(business.operator, { proposalId: id, inputHash });
    const outcomes = await Promise.all(
      half.map((proposalId) => executeEffect({ context: business.system, proposalId })),
    );
    expect(outcomes.map((outcome) => outcome.status).sort()).not.toContain("unknown");
    expect(outcomes.filter((outcome) => outcome.status === "succeeded")).toHaveLength(1);
    const invoice = await rowsOf(business, (tx) => tx.invoice.findUniqueOrThrow({ where: { id: business.invoiceId } }));
    expect(invoice.creditedMinor).toBe(70_000);
  });
});
