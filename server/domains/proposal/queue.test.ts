import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext, testClock } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { newId } from "#server/kernel/ids.ts";
import { getProposal, previewBatch, readQueue, readQueueFacets, rejectProposal } from "./index.ts";
import { newPending } from "./test-pending.ts";

const hour = 3_600_000;

async function newQueue(): Promise<TestContext> {
  return newWorkspace({ clock: testClock("2026-03-02T09:00:00Z") });
}

const titlesOf = async (context: TestContext, input: Record<string, unknown> = {}) =>
  (await readQueue.execute(context, input)).items.map((row) => row.title);

describe("the order of the queue", () => {
  it("puts what expires within a day first, then what is most in its own currency, then the nearest deadline", async () => {
    const context = await newQueue();
    await newPending(context, { title: "small, soon", stake: [500, "EUR"], expiresInHours: 5 });
    await newPending(context, { title: "nothing at stake, later", expiresInHours: 90 });
    await newPending(context, { title: "nothing at stake, sooner", expiresInHours: 80 });
    await newPending(context, { title: "half the euros", stake: [50_000, "EUR"], expiresInHours: 100 });
    await newPending(context, { title: "most of the euros", stake: [100_000, "EUR"], expiresInHours: 110 });
    await newPending(context, { title: "most of the yen", stake: [900, "JPY"], expiresInHours: 120 });
    const urgent = [
      "small, soon",
      "most of the euros",
      "most of the yen",
      "half the euros",
      "nothing at stake, sooner",
      "nothing at stake, later",
    ];
    expect(await titlesOf(context)).toEqual(urgent);
    expect(await titlesOf(context, { sort: "stake" })).toEqual([
      ...urgent.slice(1, 4),
      "small, soon",
      ...urgent.slice(4),
    ]);
    expect((await titlesOf(context, { sort: "deadline" }))[1]).toBe("nothing at stake, sooner");
    expect((await titlesOf(context, { sort: "oldest" }))[0]).toBe("small, soon");
    expect((await titlesOf(context, { sort: "newest" }))[0]).toBe("most of the yen");
  });

  it("misses none and shows none twice while decisions come in between two pages", async () => {
    const context = await newQueue();
    for (let index = 0; index < 30; index += 1) {
      const currency = index % 3 === 0 ? "JPY" : "EUR";
      await newPending(context, {
        title: `p${index}`,
        stake: [1_000 + index * 37, currency],
        expiresInHours: 50 + index,
      });
    }
    for (const sort of ["urgent", "stake", "deadline", "oldest", "newest"] as const) {
      const whole = await readQueue.execute(context, { sort, limit: 100 });
      const seen: string[] = [];
      let cursor: string | null = null;
      let decided: string | null = null;
      for (let page = 0; page < 20; page += 1) {
        const answer = await readQueue.execute(context, { sort, limit: 7, cursor });
        seen.push(...answer.items.map((row) => row.id));
        if (!decided) {
          // the largest sum goes, by which all others of its currency are measured
          decided = answer.items[0]?.id ?? "";
          const { inputHash } = await getProposal.execute(context, { proposalId: decided });
          await rejectProposal.execute(context, { proposalId: decided, inputHash, reason: "No" });
        }
        cursor = answer.nextCursor;
        if (!cursor) break;
      }
      expect(seen, sort).toEqual(whole.items.map((row) => row.id));
      expect((await readQueue.execute(context, { sort })).total).toBe(whole.total - 1);
    }
  });

  it("refuses a cursor that it did not give", async () => {
    const context = await newQueue();
    await expect(readQueue.execute(context, { cursor: "bm90IGpzb24" })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("narrowing the queue", () => {
  it("filters, searches literally, and counts what each choice would leave", async () => {
    const context = await newQueue();
    const contactId = newId();
    await inWorkspace(context.workspaceId, (tx) =>
      tx.contact.create({ data: { id: contactId, workspaceId: context.workspaceId, name: "Otto Brandt" } }),
    );
    await newPending(context, { title: "Refund 100% of it", agent: "billing", action: "credit.issue", contactId });
    await newPending(context, { title: "Refund 1009", agent: "billing", taint: "operator" });
    await newPending(context, { title: "Reply", agent: "crm", sampled: true });
    expect(await titlesOf(context, { agent: "crm" })).toEqual(["Reply"]);
    expect(await titlesOf(context, { sampled: true })).toEqual(["Reply"]);
    expect(await titlesOf(context, { taint: "operator" })).toEqual(["Refund 1009"]);
    expect(await titlesOf(context, { contactId })).toEqual(["Refund 100% of it"]);
    expect(await titlesOf(context, { search: "100%" })).toEqual(["Refund 100% of it"]);
    expect(await titlesOf(context, { search: "otto" })).toEqual(["Refund 100% of it"]);
    expect(await titlesOf(context, { workflow: "no-such" })).toEqual([]);
    const facets = await readQueueFacets.execute(context, { agent: "billing" });
    expect(facets.agent).toEqual([
      { value: "billing", label: "billing", count: 2 },
      { value: "crm", label: "crm", count: 1 },
    ]);
    expect(facets.action).toEqual([
      { value: "credit.issue", label: "credit.issue", count: 1 },
      { value: "task.create", label: "task.create", count: 1 },
    ]);
    expect(facets.contact).toEqual([{ value: contactId, label: "Otto Brandt", count: 1 }]);
    expect(facets.sampled).toEqual([]);
  });

  it("leaves out what has expired and what is put off, and says when that comes back", async () => {
    const context = await newQueue();
    const returns = new Date(context.clock.now().getTime() + hour);
    await newPending(context, { title: "put off", snoozedUntil: returns });
    await newPending(context, { title: "expired", expiresInHours: -1 });
    await newPending(context, { title: "waits" });
    expect(await readQueue.execute(context, {})).toMatchObject({ total: 1, snoozed: 1, returnsAt: returns });
    expect(await titlesOf(context, { snoozed: true })).toEqual(["put off"]);
    context.clock.advance(hour);
    expect((await titlesOf(context)).sort()).toEqual(["put off", "waits"]);
  });
});

it("shows several like proposals in short, with totals by currency, and refuses a mixture", async () => {
  const context = await newQueue();
  const one = await newPending(context, { title: "one", stake: [1_000, "EUR"] });
  const two = await newPending(context, { title: "two", stake: [2_500, "EUR"] });
  const gone = await newPending(context, { title: "gone", stake: [9_900, "EUR"], expiresInHours: -1 });
  const other = await newPending(context, { title: "other", agent: "crm" });
  const preview = await previewBatch.execute(context, { ids: [two, one, gone] });
  expect(preview.items.map(({ title, problem }) => [title, problem !== null])).toEqual([
    ["two", false],
    ["one", false],
    ["gone", true],
  ]);
  expect(preview.totals).toEqual([{ amountMinor: 3_500, currency: "EUR" }]);
  await expect(previewBatch.execute(context, { ids: [one, other] })).rejects.toMatchObject({ code: "precondition" });
  const many = Array.from({ length: 51 }, () => newId());
  await expect(previewBatch.execute(context, { ids: many })).rejects.toMatchObject({ code: "invalid" });
});
