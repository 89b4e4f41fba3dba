import { afterAll, describe, expect, it } from "vitest";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { approveProposal, resolveEscalation } from "#server/effects/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { close, until } from "../test-background.ts";
import { cardOf, effectsOf, newBusiness, receivePlain, receiveStripe, runIn, waiting } from "../test-business.ts";

afterAll(close);

const customer = {
  type: "contact.created",
  data: { name: "Ana Duarte", email: "ana@northwind-bakery.example.com", phone: "+351 21 000 0000" },
};

async function approveAll(context: TestContext, count: number): Promise<void> {
  for (const { id: proposalId, inputHash } of await waiting(context, count))
    await approveProposal.execute(context, { proposalId, inputHash });
}

const addContact = (context: TestContext, data: { name: string; email: string }) =>
  inWorkspace(context.workspaceId, (tx) =>
    tx.contact.create({ data: { id: newId(), workspaceId: context.workspaceId, ...data } }),
  );
const openReview = (context: TestContext) =>
  until("the question is there", () =>
    inWorkspace(context.workspaceId, (tx) => tx.escalation.findFirst({ where: { status: "open" } })),
  );

describe("a new customer", () => {
  it("is enriched, welcomed as approved, and checked against the records", async () => {
    const context = await newBusiness();
    await receivePlain(context, customer);
    const cards = await waiting(context, 3);
    expect(cardOf(cards, "contact.update").preview).toMatchObject({
      rows: [{ field: "Company", before: null, after: "Northwind Bakery" }],
    });
    expect(cardOf(cards, "mail.send").preview).toMatchObject({ to: "ana@northwind-bakery.example.com" });
    await approveAll(context, 3);
    const run = await runIn(context, "succeeded");
    expect(run.summary).toBe("3 of 3 proposals carried out; all stands in the records");
    expect(run.title).toBe("Welcome a customer: Ana Duarte");
    const told = run.timeline.find((entry) => entry.step === "enrich" && entry.kind === "agent");
    expect(told?.details).toContainEqual({
      label: "Country",
      value: "Portugal, by the phone number's prefix · 85% sure · from Ana Duarte",
    });
    const { mails, tasks } = await effectsOf(context);
    expect([mails.length, tasks.map((task) => task.title)]).toEqual([1, ["First meeting with Ana Duarte"]]);
    const contact = await inWorkspace(context.workspaceId, (tx) => tx.contact.findFirstOrThrow());
    expect(contact.company).toBe("Northwind Bakery");
    const memories = await inWorkspace(context.workspaceId, (tx) => tx.memoryItem.findMany());
    const memory = memories.find(({ text }) => text.startsWith("Customer since"));
    expect(memory?.text).toMatch(/^Customer since \d{4}-\d\d-\d\d, of Northwind Bakery, in Portugal\.$/);
    for (const item of memories) expect(item).toMatchObject({ taint: "outside", quarantined: true });
  });

  it("comes from Stripe, too, and a provider's mail domain tells nothing of a company", async () => {
    const context = await newBusiness();
    await receiveStripe(context, "customer.created", {
      id: "cus_1",
      object: "customer",
      email: "ana.duarte@gmail.com",
      name: null,
    });
    const cards = await waiting(context, 3);
    expect(cardOf(cards, "contact.update").preview).toMatchObject({
      rows: [{ field: "Name", before: "ana.duarte@gmail.com", after: "Ana Duarte" }],
    });
  });

  it("fails, and takes back what it did, where what was approved does not stand in the records", async () => {
    const context = await newBusiness();
    await receivePlain(context, customer);
    const cards = await waiting(context, 3);
    const [update, task, mail] = [
      cardOf(cards, "contact.update"),
      cardOf(cards, "task.create"),
      cardOf(cards, "mail.send"),
    ];
    for (const { id: proposalId, inputHash } of [update, task])
      await approveProposal.execute(context, { proposalId, inputHash });
    await until("the record is complete", () =>
      inWorkspace(context.workspaceId, (tx) => tx.contact.findFirst({ where: { company: "Northwind Bakery" } })),
    );
    await until("the task is there", async () => (await effectsOf(context)).tasks.length === 1);
    // somebody else changes the record while the mail still waits
    await inWorkspace(context.workspaceId, (tx) => tx.contact.updateMany({ data: { company: "Other Ltd" } }));
    await approveProposal.execute(context, { proposalId: mail.id, inputHash: mail.inputHash });
    const run = await runIn(context, "failed");
    expect(run.error?.message).toBe(
      "What was approved does not stand in the records: the contact's company is not there",
    );
    await until("the task is taken back", async () => (await effectsOf(context)).tasks[0]?.status === "cancelled");
    const contact = await inWorkspace(context.workspaceId, (tx) => tx.contact.findFirstOrThrow());
    expect(contact.company).toBe("Other Ltd");
  });

  it("asks before it welcomes somebody who looks like a customer that is there", async () => {
    const context = await newBusiness();
    await addContact(context, { name: "Ana Duarte", email: "hello@northwind-bakery.example.com" });
    await receivePlain(context, customer);
    const review = await openReview(context);
    expect(review.title).toBe("Are Ana Duarte and Ana Duarte one customer?");
    await resolveEscalation.execute(context, { escalationId: review.id, option: "one" });
    expect((await runIn(context, "succeeded")).summary).toBe("Not welcomed: probably the same customer as Ana Duarte");
    const { mails, tasks } = await effectsOf(context);
    expect([mails.length, tasks.length]).toEqual([0, 1]);
  });

  it("writes no welcome to somebody who was written to before", async () => {
    const context = await newBusiness();
    const { id } = await addContact(context, { name: "Ana Duarte", email: "ana@northwind-bakery.example.com" });
    await inWorkspace(context.workspaceId, (tx) =>
      tx.message.create({
        data: {
          ...{ id: newId(), workspaceId: context.workspaceId, contactId: id, direction: "out", channel: "mail" },
          ...{ subject: "Offer", text: "Hello", body: "Hello", threadKey: "1", at: new Date() },
          ...{ fromAddress: "mara@harbourlane.example.com", toAddress: "ana@northwind-bakery.example.com" },
        },
      }),
    );
    await receivePlain(context, customer);
    const cards = await waiting(context, 2);
    expect(cards.map(({ action }) => action).sort()).toEqual(["contact.update", "task.create"]);
  });
});
