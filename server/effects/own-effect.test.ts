import { describe, expect, it } from "vitest";
import { recordPayment } from "#server/domains/payment/index.ts";
import { getProposal, standingOfProposal } from "#server/domains/proposal/index.ts";
import { commitEffect } from "./commit-effect.ts";
import { executeEffect } from "./execute-effect.ts";
import { intendEffect } from "./intend-effect.ts";
import { mostAttempts } from "./outcome.ts";
import { reconcileEffects } from "./reconcile-effects.ts";
import { listReviews } from "./remedies/reviews.ts";
import { resolveEscalation } from "./resolve-escalation.ts";
import { approve, creditOf, newBusiness, proposeIn, rowsOf, type TestBusiness } from "./test-business.ts";

async function approvedCredit(business: TestBusiness): Promise<string> {
  const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
  await approve(business, proposalId);
  return proposalId;
}

/** Makes the number series overflow, so that issuing fails in the database. */
const breakNumbering = (business: TestBusiness, next: number) =>
  rowsOf(business, (tx) =>
    tx.numberSeries.upsert({
      where: { workspaceId_kind_year: { workspaceId: business.operator.workspaceId, kind: "credit_note", year: 2026 } },
      create: { workspaceId: business.operator.workspaceId, kind: "credit_note", year: 2026, next },
      update: { next },
    }),
  );

describe("an effect on our own records", () => {
  it("is taken up after a stop between intent and write, once", async () => {
    const business = await newBusiness();
    const proposalId = await approvedCredit(business);
    await intendEffect.execute(business.system, { proposalId });
    expect(await reconcileEffects({ context: business.system })).toEqual({ taken: 0, open: 0 });
    business.clock.advance(61_000);
    await Promise.all(Array.from({ length: 4 }, () => reconcileEffects({ context: business.system })));
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({ status: "succeeded" });
    expect(await rowsOf(business, (tx) => tx.creditNote.count())).toBe(1);
  });

  it("does nothing a second time when its receipt was not heard", async () => {
    const business = await newBusiness();
    const proposalId = await approvedCredit(business);
    await intendEffect.execute(business.system, { proposalId });
    const first = await commitEffect.execute(business.system, { proposalId });
    expect(await commitEffect.execute(business.system, { proposalId })).toEqual(first);
    expect(await rowsOf(business, (tx) => tx.creditNote.count())).toBe(1);
  });

  it("is checked again when its record changed between intent and write", async () => {
    const business = await newBusiness();
    const proposalId = await approvedCredit(business);
    await intendEffect.execute(business.system, { proposalId });
    const { invoiceId } = business;
    const at = business.clock.now();
    const payment = { externalId: "pi_1", status: "succeeded", amountMinor: 500, currency: "EUR", invoiceId, at };
    await recordPayment.execute(business.operator, payment);
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({ proposalStatus: "replaced" });
    business.clock.advance(61_000);
    expect(await reconcileEffects({ context: business.system })).toEqual({ taken: 0, open: 0 });
    const { proposalId: fresh } = await standingOfProposal.execute(business.system, { proposalId });
    await approve(business, fresh);
    expect(await executeEffect({ context: business.system, proposalId: fresh })).toMatchObject({ status: "succeeded" });
    expect(await rowsOf(business, (tx) => tx.creditNote.count())).toBe(1);
  });

  it("leaves nothing behind when its transaction fails, and takes no number", async () => {
    const business = await newBusiness();
    const proposalId = await approvedCredit(business);
    await breakNumbering(business, 2_147_483_647);
    for (let attempt = 1; attempt < mostAttempts; attempt += 1) {
      await expect(executeEffect({ context: business.system, proposalId })).rejects.toMatchObject({
        code: "unavailable",
        message: "A fault on our side kept it from being done",
        details: { retryAfterSeconds: 2 ** attempt },
      });
    }
    expect(await executeEffect({ context: business.system, proposalId })).toMatchObject({ status: "failed" });
    expect(await getProposal.execute(business.operator, { proposalId })).toMatchObject({ status: "failed" });
    const [task] = await listReviews.execute(business.operator, {});
    await breakNumbering(business, 1);
    await resolveEscalation.execute(business.operator, { escalationId: task?.id, option: "try-again" });
    const notes = await rowsOf(business, (tx) => tx.creditNote.findMany());
    expect(notes).toMatchObject([{ number: "CN-2026-0001", totalMinor: 10_000 }]);
  });
});
