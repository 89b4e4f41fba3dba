import { newWorkspace, type TestClock, type TestContext, testClock } from "#server/db/test-database.ts";
import { inWorkspace, type Transaction } from "#server/db/transaction.ts";
import { issueInvoice } from "#server/domains/invoice/index.ts";
import { getProposal } from "#server/domains/proposal/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { approveProposal } from "./approve-proposal.ts";
import { propose } from "./propose.ts";

/** A workspace with one contact and one open invoice over €1,190.00, for tests. */
export type TestBusiness = {
  operator: TestContext;
  clock: TestClock;
  /** what a run acts as */
  system: Context;
  runId: string;
  contactId: string;
  invoiceId: string;
};

/** @param options.undoSeconds 0: approvals can be executed at once */
export async function newBusiness(options: { undoSeconds?: number; now?: string } = {}): Promise<TestBusiness> {
  const clock = testClock(options.now ?? "2026-03-02T09:00:00Z");
  const operator = await newWorkspace({ clock });
  const runId = newId();
  const contactId = newId();
  const { workspaceId } = operator;
  await inWorkspace(workspaceId, async (tx) => {
    await tx.workspace.update({
      where: { id: workspaceId },
      data: { undoSeconds: options.undoSeconds ?? 0, mailFrom: "Harbour Lane <hello@harbourlane.test>" },
    });
    await tx.contact.create({
      data: { id: contactId, workspaceId, name: "Ben Ito", email: `ben-${contactId}@example.com` },
    });
  });
  const { invoiceId } = await issueInvoice.execute(operator, {
    contactId,
    currency: "EUR",
    dueInDays: 14,
    lines: [{ description: "Workshop", quantityMilli: 2000, unitMinor: 50_000, taxBasisPoints: 1900 }],
  });
  const system: Context = { workspaceId, clock, actor: { kind: "system", id: "run" }, runId };
  return { operator, clock, system, runId, contactId, invoiceId };
}

/** Proposes an action on the business's run, as an agent that may propose it. */
export async function proposeIn(
  business: TestBusiness,
  action: string,
  input: unknown,
  options: { step?: string; taint?: "outside" | "operator"; expiresInHours?: number } = {},
): Promise<string> {
  const { proposalId } = await propose.execute(business.system, {
    runId: business.runId,
    step: options.step ?? newId(),
    agent: { name: "billing", mayPropose: [action] },
    draft: {
      action,
      input,
      reason: "Asked for by mail",
      evidence: [],
      confidence: 0.8,
      method: "rule",
      taint: options.taint ?? "outside",
    },
    ...(options.expiresInHours ? { expiresInHours: options.expiresInHours } : {}),
  });
  return proposalId;
}

/** A credit note over €100.00 on the business's invoice. */
export const creditOf = (business: TestBusiness, amountMinor = 10_000) => ({
  invoiceId: business.invoiceId,
  amountMinor,
  currency: "EUR",
  reason: "Half a day was cancelled",
});

/** A mail to the business's contact. */
export const mailTo = (to = "ben@example.com") => ({
  to,
  subject: "Your refund",
  body: "Hello Ben,\nit is on its way.",
});

/** Approves a proposal as its card shows it. */
export async function approve(business: TestBusiness, proposalId: string) {
  const { inputHash } = await getProposal.execute(business.operator, { proposalId });
  return approveProposal.execute(business.operator, { proposalId, inputHash });
}

/** Reads or alters the business's rows directly. */
export function rowsOf<T>(business: TestBusiness, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inWorkspace(business.operator.workspaceId, work);
}
