import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace, type Transaction } from "#server/db/transaction.ts";
import { newId } from "#server/kernel/ids.ts";
import { addMemory, closeMemory, editMemory, recall, searchMemory } from "../index.ts";
import { indexItems, unindexItems } from "./index-items.ts";
import { rebuildIndex } from "./rebuild-index.ts";

const own = ({ workspaceId }: TestContext) => ({ workspaceId, spaceId: null });

/** A talk of the company, one message after the other. */
async function talk(context: TestContext, said: readonly (readonly [string, string])[], conversation = "talk") {
  const { workspaceId, clock } = context;
  const rows = said.map(([speaker, text], position) => {
    const id = newId();
    return {
      ...{ id, chainId: id, workspaceId, speaker, text, conversation, position, tier: "session", kind: "message" },
      ...{ subjectKind: "workspace", subjectId: workspaceId, sourceKind: "operator", sourceId: newId() },
      ...{ taint: "operator", confidence: 1, validFrom: clock.now(), recordedAt: clock.now() },
    };
  });
  await inWorkspace(workspaceId, async (tx) => {
    await tx.memoryItem.createMany({ data: rows });
    await indexItems(
      tx,
      own(context),
      rows.map(({ id }) => id),
    );
  });
  return rows.map(({ id }) => id);
}

const search = async (context: TestContext, about: string) =>
  searchMemory.execute(context, { reader: "operator", about, limit: 10 });
const texts = async (context: TestContext, about: string) =>
  (await search(context, about)).items.map(({ text }) => text);

/** The whole index, by item: what it was numbered as does not matter. */
async function whole(context: TestContext) {
  return inWorkspace(context.workspaceId, async (tx: Transaction) => ({
    postings: await tx.$queryRaw`select e.item_id::text, p.segment, p.term, p.occurs from recall_posting p
      join recall_entry e using (scope_id, slot) order by 1, 2, 3`,
    orphans: await tx.$queryRaw`select term from recall_posting p where not exists
      (select 1 from recall_entry e where e.scope_id = p.scope_id and e.slot = p.slot)`,
    terms: await tx.$queryRaw`select term, segments from recall_term order by 1`,
    entries:
      await tx.$queryRaw`select item_id::text, alone, standing, lengths, terms, valid_to from recall_entry order by 1`,
    scope: await tx.$queryRaw`select segments, terms::int from recall_scope`,
  }));
}

describe("recall by words", () => {
  it("finds what was answered, though only the question before it holds the words", async () => {
    const context = await newWorkspace();
    await talk(context, [
      ["Ana", "We could meet in the old harbour hall"],
      ["Ben", "Which colour shall the brochure have?"],
      ["Ana", "Dark green, like the boat"],
      ["Ben", "Fine. I will order paper"],
      ["Ana", "Lunch was good today"],
      ["Ben", "The weather turns"],
    ]);
    const [first, second] = (await search(context, "colour of the brochure")).items;
    expect([first?.text, second?.text]).toEqual(["Which colour shall the brochure have?", "Dark green, like the boat"]);
    expect(second?.why).toContain("what was said beside it matches");
    for (const { score, parts } of (await search(context, "colour of the brochure")).items) {
      const { terms, typo, neighbours, smoothing, recency, subject } = parts;
      const total =
        terms.reduce((sum, { weight }) => sum + weight, 0) + typo + neighbours + smoothing + recency + subject;
      expect(total).toBeCloseTo(score, 8);
    }
  });

  it("finds a word in another form, and one that was misspelt", async () => {
    const context = await newWorkspace();
    await addMemory.execute(context, { kind: "fact", text: "Invoices are posted on Mondays" });
    await addMemory.execute(context, { kind: "fact", text: "The gardener comes in spring" });
    expect((await texts(context, "posting an invoice"))[0]).toBe("Invoices are posted on Mondays");
    const { items } = await search(context, "the gardner");
    expect(items[0]?.text).toBe("The gardener comes in spring");
    expect(items[0]?.parts.typo).toBeGreaterThan(0);
  });

  it("says that nothing relevant is known rather than guess", async () => {
    const context = await newWorkspace();
    await talk(context, [
      ["Ana", "Which colour shall the brochure have?"],
      ["Ben", "Dark green, like the boat"],
    ]);
    expect((await search(context, "colour of the brochure")).known.relevant).toBe(true);
    expect((await search(context, "zebra passport renewal")).known).toMatchObject({ relevant: false, score: 0 });
  });

  it("keeps workspaces apart, also what a misspelt word may mean", async () => {
    const [mine, other] = [await newWorkspace(), await newWorkspace()];
    await addMemory.execute(mine, { kind: "fact", text: "The gardener comes in spring" });
    await addMemory.execute(other, { kind: "fact", text: "Nothing of the kind" });
    expect((await search(other, "gardner")).items).toEqual([]);
  });
});

describe("the index", () => {
  it("is the same as one made anew, whatever was written, edited and closed", async () => {
    const context = await newWorkspace();
    const ids: string[] = [];
    for (let round = 0; round < 12; round += 1) {
      const text = `Fact ${round}: the ${["red", "blue", "green"][round % 3]} boat sails to harbour number ${round * 7}`;
      ids.push((await addMemory.execute(context, { kind: "fact", text })).id);
      if (round % 4 === 1) await editMemory.execute(context, { id: ids[round - 1], text: `${text}, corrected` });
      if (round % 5 === 2) await closeMemory.execute(context, { id: ids[round] });
      if (round % 6 === 3)
        await talk(
          context,
          [
            ["Ana", `Harbour talk ${round}`],
            ["agent", "Boats again"],
          ],
          `talk ${round}`,
        );
    }
    const before = await whole(context);
    expect(before.orphans).toEqual([]);
    expect(await rebuildIndex(own(context))).toBeGreaterThan(12);
    expect(await whole(context)).toEqual(before);
  });

  it("recalls no version that was overtaken, and what held before as of then", async () => {
    const context = await newWorkspace();
    const { id } = await addMemory.execute(context, { kind: "fact", text: "The harbour opens at seven" });
    await editMemory.execute(context, { id, text: "The harbour opens at nine" });
    expect(await texts(context, "when does the harbour open")).toEqual(["The harbour opens at nine"]);
  });

  it("loses every word of what is taken out", async () => {
    const context = await newWorkspace();
    const [one, two] = await talk(context, [
      ["Ana", "Periwinkle harbour"],
      ["Ben", "Harbour only"],
    ]);
    await inWorkspace(context.workspaceId, (tx) => unindexItems(tx, own(context), [one ?? ""]));
    const { terms, postings, orphans, scope } = await whole(context);
    expect(JSON.stringify([terms, postings])).not.toContain("periwinkl");
    expect(JSON.stringify(terms)).toContain("harbour");
    expect(JSON.stringify(postings)).toContain(two);
    expect(orphans).toEqual([]);
    expect(scope).toEqual([{ segments: 1, terms: 2 }]);
  });

  it("is kept for agents as boundaries say", async () => {
    const context = await newWorkspace();
    await addMemory.execute(context, { kind: "fact", text: "The harbour opens at seven" });
    const subjects = [{ kind: "workspace", id: context.workspaceId }];
    expect(await recall.execute(context, { reader: "nobody", subjects, about: "harbour" })).toEqual([]);
  });
});
