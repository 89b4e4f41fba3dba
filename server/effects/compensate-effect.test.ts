import { describe, expect, it } from "vitest";
import { getProposal } from "#server/domains/proposal/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { compensateEffect } from "./compensate-effect.ts";
import { executeEffect } from "./execute-effect.ts";
import { approve, mailTo, newBusiness, proposeIn, rowsOf, type TestBusiness } from "./test-business.ts";

async function done(business: TestBusiness, action: string, input: unknown): Promise<string> {
  const proposalId = await proposeIn(business, action, input);
  await approve(business, proposalId);
  const outcome = await executeEffect({ context: business.system, proposalId });
  if (outcome.status !== "succeeded") throw new Error(`expected success, got ${outcome.status}`);
  return outcome.effectId;
}
const compensate = (business: TestBusiness, effectId: string) =>
  compensateEffect({ context: business.system, effectId, reason: "The run failed" });
const invoiceOf = (business: TestBusiness) => ({
  contactId: business.contactId,
  currency: "EUR",
  lines: [{ description: "Day", quantityMilli: 1000, unitMinor: 80_000, taxBasisPoints: 1900 }],
});

describe("taking an effect back", () => {
  it("proposes the reversal, which is decided and executed like anything else, once", async () => {
    const business = await newBusiness();
    const effectId = await done(business, "invoice.issue", invoiceOf(business));
    const first = await compensate(business, effectId);
    expect(await compensate(business, effectId)).toEqual(first);
    if (first.status !== "proposed") throw new Error("expected a proposal");
    const { proposalId } = first;
    expect(await getProposal.execute(business.operator, { proposalId })).toMatchObject({
      action: "credit-note.issue",
      status: "pending",
      stake: { amountMinor: 95_200, currency: "EUR" },
    });
    await approve(business, proposalId);
    await executeEffect({ context: business.system, proposalId });
    const rows = await rowsOf(business, async (tx) => ({
      effect: await tx.effect.findUniqueOrThrow({ where: { id: effectId } }),
      invoice: await tx.invoice.findUniqueOrThrow({ where: { effectId } }),
      log: await tx.runEntry.count({ where: { kind: "effect.compensated" } }),
    }));
    expect(rows).toMatchObject({ effect: { status: "compensated" }, invoice: { status: "void" }, log: 1 });
    expect(await compensate(business, effectId)).toEqual({ status: "absent" });
  });

  it("puts a contact back as it was", async () => {
    const business = await newBusiness();
    const { contactId } = business;
    const effectId = await done(business, "contact.update", { contactId, company: "Ito & Sons", name: "Benjamin Ito" });
    const compensation = await compensate(business, effectId);
    if (compensation.status !== "proposed") throw new Error("expected a proposal");
    await approve(business, compensation.proposalId);
    await executeEffect({ context: business.system, proposalId: compensation.proposalId });
    const contact = await rowsOf(business, (tx) => tx.contact.findUniqueOrThrow({ where: { id: contactId } }));
    expect(contact).toMatchObject({ name: "Ben Ito", company: null });
  });

  it("is a no-op where nothing happened, and honest where there is no way back", async () => {
    const business = await newBusiness();
    expect(await compensate(business, newId())).toEqual({ status: "absent" });
    const mail = await done(business, "mail.send", mailTo());
    expect(await compensate(business, mail)).toEqual({ status: "irreversible" });
  });
});
