import { newWorkspace, type TestContext, testClock } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { newId } from "#server/kernel/ids.ts";
import { issueInvoice } from "./issue.ts";

/** A workspace with a contact and an open invoice over €119.00, for tests. */
export async function workspaceWithInvoice(): Promise<{ context: TestContext; contactId: string; invoiceId: string }> {
  const context = await newWorkspace({ clock: testClock("2026-03-02T09:00:00Z") });
  const contactId = newId();
  const { workspaceId } = context;
  await inWorkspace(workspaceId, (tx) => tx.contact.create({ data: { id: contactId, workspaceId, name: "Ben Ito" } }));
  const { invoiceId } = await issueInvoice.execute(context, {
    contactId,
    currency: "EUR",
    dueInDays: 14,
    lines: [{ description: "Advice", quantityMilli: 1000, unitMinor: 10_000, taxBasisPoints: 1900 }],
  });
  return { context, contactId, invoiceId };
}
