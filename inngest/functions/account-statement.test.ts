import { afterAll, describe, expect, it } from "vitest";
import { answerRest } from "#server/api/operations/answer-rest.ts";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { createApiKey } from "#server/domains/api-key/index.ts";
import { rejectProposal } from "#server/domains/proposal/index.ts";
import { approveProposal } from "#server/effects/index.ts";
import { clock, close, until } from "../test-background.ts";
import { effectsOf, newBusiness, receiveInvoice, waiting } from "../test-business.ts";
import { addContact, runAs, start, toldTexts } from "../test-workflows.ts";

afterAll(close);

const day = 86_400_000;

/** Ana owes two invoices, one of them overdue. @returns her id */
async function owing(context: TestContext): Promise<string> {
  for (const [number, total, days] of [
    ["HL-1", 50_000, -10],
    ["HL-2", 20_050, 10],
  ] as const) {
    const dueAt = new Date(clock.now().getTime() + days * day);
    await receiveInvoice(context, {
      ...{ type: "invoice.finalized", id: `in_${number}`, number, status: "open", total, dueAt },
    });
  }
  const contact = await until("both are in the ledger", () =>
    inWorkspace(context.workspaceId, async (tx) => (await tx.invoice.count()) === 2 && tx.contact.findFirst()),
  );
  return contact.id;
}

const standing = [{ currency: "EUR", openMinor: 70_050, open: 2, overdueMinor: 50_000, overdue: 1 }];

describe("a statement of account", () => {
  it("is answered over the API while the run goes on, and tells at the end", async () => {
    const context = await newBusiness();
    const contact = await owing(context);
    const { key } = await createApiKey.execute(context, { name: "Portal", scopes: ["runs:write"] });
    const response = await answerRest(
      new Request("http://127.0.0.1:3000/api/v1/workflows/account-statement/runs?wait=10", {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": "portal-1" },
        body: JSON.stringify({ input: { contact } }),
      }),
    );
    expect(response.status).toBe(200);
    const answered = (await response.json()) as { runId: string; status: string; answer: unknown };
    expect(answered.answer).toMatchObject({
      contact: { id: contact, name: "Ana Duarte" },
      currencies: standing,
      invoices: 2,
      mail: "being drafted",
    });
    expect(["running", "waiting"]).toContain(answered.status);
    const [card] = await waiting(context, 1);
    expect(card?.preview).toMatchObject({ kind: "mail", to: "ana@northwind.example.com" });
    const body = card?.preview.kind === "mail" ? card.preview.body : "";
    expect(body).toContain("- HL-1: €500.00, open, was due on ");
    expect(body).toContain("Open in all: €700.50, of which €500.00 is overdue.");
    expect(await toldTexts(context)).toEqual([]);
    await approveProposal.execute(context, { proposalId: card?.id, inputHash: card?.inputHash });
    const run = await runAs(context, answered.runId, "succeeded");
    expect(run.summary).toBe("Answered, and sent by mail");
    expect(await toldTexts(context)).toEqual(["The statement for Ana Duarte was sent."]);
    expect((await effectsOf(context)).mails).toHaveLength(1);
  });

  it("tells that nothing was sent where the mail is rejected", async () => {
    const context = await newBusiness();
    const contact = await owing(context);
    const id = await start(context, { contact }, "account-statement");
    const [card] = await waiting(context, 1);
    await rejectProposal.execute(context, { proposalId: card?.id, inputHash: card?.inputHash });
    const run = await runAs(context, id, "succeeded");
    expect([run.summary, await toldTexts(context)]).toEqual([
      "Answered; no mail was sent",
      ["The statement for Ana Duarte was not sent: the mail was rejected."],
    ]);
    expect(run.answer).toMatchObject({ currencies: standing });
  });

  it("is answered where nothing is owed and nobody can be written to", async () => {
    const context = await newBusiness();
    const contact = await addContact(context, "Ana Duarte");
    await inWorkspace(context.workspaceId, (tx) => tx.contact.updateMany({ data: { email: null } }));
    const run = await runAs(context, await start(context, { contact }, "account-statement"), "succeeded");
    expect(run.answer).toMatchObject({ currencies: [], invoices: 0, mail: "none: there is no mail address" });
    expect(await toldTexts(context)).toEqual(["The statement for Ana Duarte was not sent: there is no mail address."]);
  });
});
