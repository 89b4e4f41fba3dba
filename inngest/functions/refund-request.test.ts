import { afterAll, describe, expect, it } from "vitest";
import { rejectProposal } from "#server/domains/proposal/index.ts";
import { approveProposal, editProposal } from "#server/effects/index.ts";
import { close, until } from "../test-background.ts";
import { cardOf, effectsOf, newBusiness, paidInvoice, receiveMail, runIn, waiting } from "../test-business.ts";

afterAll(close);

const request = {
  from: "Ana Duarte <ana@northwind.example.com>",
  subject: "Refund for invoice HL-2031-0042",
  body: "Hello,\n\nthe workshop did not take place. I would like a refund for invoice HL-2031-0042, please. I want my money back.\n\nAna",
};

async function asked(total = 119_000, body = request.body) {
  const context = await newBusiness();
  await paidInvoice(context, "HL-2031-0042", total);
  await receiveMail(context, { ...request, body });
  return context;
}

describe("a refund request", () => {
  it("credits the exact amount, and only then tells the customer", async () => {
    const context = await asked();
    const cards = await waiting(context, 2);
    const [credit, mail] = [cardOf(cards, "credit-note.issue"), cardOf(cards, "mail.send")];
    expect(credit.stake).toEqual({ amountMinor: 119_000, currency: "EUR" });
    await approveProposal.execute(context, { proposalId: mail.id, inputHash: mail.inputHash });
    await approveProposal.execute(context, { proposalId: credit.id, inputHash: credit.inputHash });
    const run = await runIn(context, "succeeded");
    expect(run.summary).toMatch(/^Credited €1,190\.00 \(.+\); the customer was told$/);
    const { creditNotes, mails, effects } = await effectsOf(context);
    expect(creditNotes.map((note) => note.totalMinor)).toEqual([119_000]);
    expect(mails).toHaveLength(1);
    const at = (action: string) => effects.find((effect) => effect.action === action);
    expect(at("mail.send")?.intendedAt.getTime()).toBeGreaterThanOrEqual(
      at("credit-note.issue")?.finishedAt?.getTime() ?? Infinity,
    );
  });

  it("never sends the mail when the credit is rejected, even where the mail was approved", async () => {
    const context = await asked();
    const cards = await waiting(context, 2);
    const [credit, mail] = [cardOf(cards, "credit-note.issue"), cardOf(cards, "mail.send")];
    await approveProposal.execute(context, { proposalId: mail.id, inputHash: mail.inputHash });
    await rejectProposal.execute(context, { proposalId: credit.id, reason: "It did take place" });
    const run = await runIn(context, "succeeded");
    expect(run.summary).toBe("No credit: it was rejected");
    expect((await effectsOf(context)).effects).toEqual([]);
    expect(run.proposals.map((proposal) => proposal.status).sort()).toEqual(["expired", "rejected"]);
  });

  it("proposes a new mail when the operator credits another amount", async () => {
    const context = await asked();
    const cards = await waiting(context, 2);
    const credit = cardOf(cards, "credit-note.issue");
    await editProposal.execute(context, {
      proposalId: credit.id,
      inputHash: credit.inputHash,
      fields: { amountMinor: "50000" },
    });
    const edited = await until("the edited credit waits", async () =>
      (await waiting(context, 2)).find((card) => card.stake?.amountMinor === 50_000),
    );
    await approveProposal.execute(context, { proposalId: edited.id, inputHash: edited.inputHash });
    const mail = await until("the new mail waits", async () => {
      const [card] = await waiting(context, 1);
      return card?.action === "mail.send" && card.id !== cardOf(cards, "mail.send").id && card;
    });
    expect(JSON.stringify(mail.preview)).toContain("€500.00");
    await approveProposal.execute(context, { proposalId: mail.id, inputHash: mail.inputHash });
    await runIn(context, "succeeded");
    const { creditNotes, mails } = await effectsOf(context);
    expect(creditNotes.map((note) => note.totalMinor)).toEqual([50_000]);
    expect(mails).toHaveLength(1);
  });

  it("asks for the invoice's number where none is known", async () => {
    const context = await newBusiness();
    await receiveMail(context, { ...request, from: "Somebody <somebody@elsewhere.example.com>" });
    const [card] = await waiting(context, 1);
    expect(card?.action).toBe("mail.send");
    expect(JSON.stringify(card?.preview)).toContain("invoice number");
  });

  it("does not look at another contact's invoice, however well it is named", async () => {
    const context = await newBusiness();
    await paidInvoice(context, "HL-2031-0042", 119_000);
    await receiveMail(context, { ...request, from: "Mallory <mallory@elsewhere.example.com>" });
    const [card] = await waiting(context, 1);
    expect(card?.action).toBe("mail.send");
  });
});
