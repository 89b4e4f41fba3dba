import { afterAll, describe, expect, it } from "vitest";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { approveProposal } from "#server/effects/index.ts";
import { newLead } from "#server/workflows/templates/new-lead.ts";
import { advance, close, until } from "../test-background.ts";
import { cardOf, effectsOf, newBusiness, receivePlain, runIn, waiting } from "../test-business.ts";
import { publish } from "../test-workflows.ts";

afterAll(close);

const lead = {
  type: "lead.received",
  data: {
    from: { name: "Ana Duarte", email: "ana@northwind-bakery.example.com" },
    subject: "Pre-order form",
    text: "We run a bakery and would like a pre-order form. What would it cost? Our budget is €4,000, by the end of June. Call me: +351 21 000 0000.",
  },
};
const minute = 60_000;

const deadlinesOf = (context: TestContext) =>
  inWorkspace(context.workspaceId, (tx) => tx.deadline.findMany({ orderBy: { path: "asc" } }));
const branch = async (context: TestContext, name: string) =>
  (await deadlinesOf(context)).find(({ path }) => path === `side-by-side:${name}`);

async function approveAll(context: TestContext, count: number): Promise<void> {
  for (const { id: proposalId, inputHash } of await waiting(context, count))
    await approveProposal.execute(context, { proposalId, inputHash });
}

describe("a new lead", () => {
  it("is acknowledged, filed and looked into side by side, each in its time", async () => {
    const context = await newBusiness();
    await receivePlain(context, lead);
    const cards = await waiting(context, 3);
    expect(cardOf(cards, "mail.send").preview).toMatchObject({
      to: "ana@northwind-bakery.example.com",
      subject: "Re: Pre-order form",
    });
    expect(cardOf(cards, "contact.update").preview).toMatchObject({
      rows: expect.arrayContaining([
        { field: "Company", before: null, after: "Northwind Bakery" },
        { field: "Phone", before: null, after: "+351 21 000 0000" },
      ]),
    });
    await approveAll(context, 3);
    const run = await runIn(context, "succeeded");
    expect(run.summary).toMatch(/^Acknowledged; 2 filed; \d findings$/);
    const { mails, tasks } = await effectsOf(context);
    expect(mails.map((row) => row.toAddress)).toEqual(["ana@northwind-bakery.example.com"]);
    expect(tasks.map((task) => task.title)).toEqual(["Answer Ana Duarte: Pre-order form"]);
    expect((await deadlinesOf(context)).map(({ metAt, breachedAt }) => [metAt !== null, breachedAt])).toEqual([
      [true, null],
      [true, null],
      [true, null],
    ]);
    const told = run.timeline.find((entry) => entry.step === "profile-lead" && entry.kind === "agent");
    const findings = told?.details.filter(({ label }) => label !== "Snapshot") ?? [];
    expect(findings.find(({ label }) => label === "Budget named")?.value).toBe(
      "€4,000 · 85% sure · from Pre-order form",
    );
    for (const { label, value } of findings) expect(value, label).toContain(" · from ");
    const memory = await inWorkspace(context.workspaceId, (tx) => tx.memoryItem.findMany());
    // what the workflow keeps of the lead, where they work and what they asked
    expect(memory).toHaveLength(3);
    for (const item of memory) expect(item).toMatchObject({ taint: "outside", quarantined: true });
  });

  it("keeps the clock of the acknowledgement still while it waits for the operator", async () => {
    const context = await newBusiness();
    await receivePlain(context, lead);
    await waiting(context, 3);
    await runIn(context, "waiting");
    await until("the clock stands still", async () => (await branch(context, "acknowledge"))?.heldAt);
    await advance(30 * minute);
    await approveAll(context, 3);
    await runIn(context, "succeeded");
    expect(await branch(context, "acknowledge")).toMatchObject({ breachedAt: null, metAt: expect.any(Date) });
  });

  it("lets a slow branch break its promise alone: the others are in time and not delayed", async () => {
    const context = await newBusiness();
    const [who, sideBySide] = newLead.steps;
    if (!who || sideBySide?.kind !== "parallel") throw new Error("The workflow has other steps than this test knows");
    const slow = { id: "dig", title: "Dig deeper", kind: "wait" as const, for: "20m" };
    const branches = sideBySide.branches.map((one) =>
      one.id === "research" ? { ...one, steps: [slow, ...one.steps] } : one,
    );
    await publish(context, 7, { ...newLead, steps: [who, { ...sideBySide, branches }] });
    await receivePlain(context, lead);
    await approveAll(context, 3);
    for (const name of ["acknowledge", "crm"]) {
      await until(`${name} is done`, async () => (await branch(context, name))?.metAt);
    }
    expect((await effectsOf(context)).mails).toHaveLength(1);
    expect(await branch(context, "research")).toMatchObject({ metAt: null });
    await until("the slow branch is through", async () => {
      await advance(5 * minute);
      return (await branch(context, "research"))?.metAt;
    });
    await runIn(context, "succeeded");
    const breached = (await deadlinesOf(context)).filter((row) => row.breachedAt !== null);
    expect(breached.map(({ path }) => path)).toEqual(["side-by-side:research"]);
  });

  it("goes on without a branch that fails, and tells of it", async () => {
    const context = await newBusiness();
    const [who, sideBySide] = newLead.steps;
    if (!who || sideBySide?.kind !== "parallel") throw new Error("The workflow has other steps than this test knows");
    const broken = { id: "stumble", title: "Stumble", kind: "check" as const, that: "false", otherwise: "No luck" };
    const branches = sideBySide.branches.map((one) =>
      one.id === "research" ? { ...one, steps: [broken, ...one.steps] } : one,
    );
    await publish(context, 7, { ...newLead, steps: [who, { ...sideBySide, branches }] });
    await receivePlain(context, lead);
    await approveAll(context, 3);
    expect((await runIn(context, "succeeded")).summary).toBe("Acknowledged; 2 filed; 0 findings");
    const reviews = await inWorkspace(context.workspaceId, (tx) => tx.escalation.findMany());
    expect(reviews.map((row) => row.happened)).toEqual(["No luck"]);
  });

  it("is filed and starts nothing where it gives no address to answer to", async () => {
    const context = await newBusiness();
    await receivePlain(context, { type: "lead.received", data: { name: "Somebody", text: "Hello" } });
    const event = await until("intake has read it", () =>
      inWorkspace(context.workspaceId, (tx) => tx.event.findFirst({ where: { status: { not: "received" } } })),
    );
    expect([event.status, event.note]).toEqual(["filed", "A lead without a mail address: data.email is missing"]);
  });
});
