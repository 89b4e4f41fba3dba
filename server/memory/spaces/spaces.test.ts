import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { addMemory, listMemory, searchMemory } from "../index.ts";
import { addSpaceItems, createSpace, deleteSpace, getSpace, searchSpace } from "./index.ts";

const said = [
  {
    id: "a1",
    text: "Which boat shall we take to the regatta?",
    speaker: "Ana",
    session: "1",
    time: "2030-05-08T13:56:00Z",
  },
  { id: "a2", text: "The blue one, she is faster", speaker: "Ben", session: "1", time: "2030-05-08T13:57:00Z" },
  { id: "a3", text: "Lunch was good", speaker: "Ana", session: "1" },
  { id: "b1", text: "The sails are torn", speaker: "Ben", session: "2", time: "1:56 pm on 8 June, 2030" },
];

async function filled(context: TestContext) {
  const { id } = await createSpace.execute(context, { name: "Trial" });
  await addSpaceItems.execute(context, { id, items: said });
  return id;
}

const ids = async (context: TestContext, id: string, query: string) =>
  (await searchSpace.execute(context, { id, query, k: 50 })).hits.map((hit) => hit.id);

describe("a space", () => {
  it("is searched by what was said in it, and answers the caller's ids", async () => {
    const context = await newWorkspace();
    const id = await filled(context);
    expect((await ids(context, id, "boat for the regatta")).slice(0, 2)).toEqual(["a1", "a2"]);
    expect((await ids(context, id, "What happened in June?"))[0]).toBe("b1");
    const { hits, known } = await searchSpace.execute(context, { id, query: "boat for the regatta", k: 1 });
    expect(hits).toHaveLength(1);
    expect(known.relevant).toBe(true);
    expect((await searchSpace.execute(context, { id, query: "passport renewal office" })).known.relevant).toBe(false);
  });

  it("takes the same items again without a change, and another text as the next version in the same place", async () => {
    const context = await newWorkspace();
    const id = await filled(context);
    expect(await addSpaceItems.execute(context, { id, items: said })).toEqual({ added: 0, changed: 0, unchanged: 4 });
    const items = [{ ...said[0], text: "Which dinghy shall we take?" }];
    expect(await addSpaceItems.execute(context, { id, items })).toEqual({ added: 0, changed: 1, unchanged: 0 });
    expect((await ids(context, id, "dinghy")).slice(0, 2)).toEqual(["a1", "a2"]);
    expect(await ids(context, id, "regatta")).toEqual([]);
    expect((await getSpace.execute(context, { id })).items).toBe(4);
  });

  it("stands apart: neither the workspace's recall nor its lists, nor another space, find what is in it", async () => {
    const context = await newWorkspace();
    await filled(context);
    const { id: other } = await createSpace.execute(context, { name: "Other" });
    expect(await ids(context, other, "boat regatta")).toEqual([]);
    expect((await searchMemory.execute(context, { reader: "operator", about: "boat regatta" })).items).toEqual([]);
    expect((await listMemory.execute(context, {})).memories).toEqual([]);
  });

  it("is nobody else's", async () => {
    const [mine, stranger] = [await newWorkspace(), await newWorkspace()];
    const id = await filled(mine);
    const refused = { code: "not_found" };
    await expect(searchSpace.execute(stranger, { id, query: "boat" })).rejects.toMatchObject(refused);
    await expect(addSpaceItems.execute(stranger, { id, items: said })).rejects.toMatchObject(refused);
    await expect(getSpace.execute(stranger, { id })).rejects.toMatchObject(refused);
    await expect(deleteSpace.execute(stranger, { id })).rejects.toMatchObject(refused);
  });

  it("is erased with every word that was in it", async () => {
    const context = await newWorkspace();
    const id = await filled(context);
    expect(await deleteSpace.execute(context, { id })).toEqual({ id, erased: 4 });
    await expect(getSpace.execute(context, { id })).rejects.toMatchObject({ code: "not_found" });
    const left = await inWorkspace(context.workspaceId, async (tx) => [
      await tx.memoryItem.count(),
      await tx.recallEntry.count(),
      await tx.recallPosting.count(),
      await tx.recallTerm.count(),
    ]);
    expect(left).toEqual([0, 0, 0, 0]);
  });

  it("is the only memory whose rows can be erased", async () => {
    const context = await newWorkspace();
    await addMemory.execute(context, { kind: "fact", text: "The harbour opens at seven" });
    const erase = inWorkspace(context.workspaceId, (tx) => tx.memoryItem.deleteMany({}));
    expect((await erase).count).toBe(0);
    expect((await listMemory.execute(context, {})).memories).toHaveLength(1);
  });

  it("takes thousands in their order, a thousand at a time", async () => {
    const context = await newWorkspace();
    const { id } = await createSpace.execute(context, { name: "Many" });
    const many = Array.from({ length: 2_500 }, (_, index) => ({
      ...{ id: `m${index}`, text: `Message ${index} about harbour ${index % 17} and boat ${index % 31}` },
      session: `s${Math.floor(index / 50)}`,
    }));
    for (let from = 0; from < many.length; from += 1_000) {
      await addSpaceItems.execute(context, { id, items: many.slice(from, from + 1_000) });
    }
    expect((await getSpace.execute(context, { id })).items).toBe(2_500);
    expect((await ids(context, id, "message 1234"))[0]).toBe("m1234");
    const rows = await inWorkspace(context.workspaceId, (tx) =>
      tx.memoryItem.findMany({
        where: { spaceId: id },
        orderBy: [{ conversation: "asc" }, { position: "asc" }],
        take: 60,
      }),
    );
    expect(rows.slice(0, 50).map(({ externalId }) => externalId)).toEqual(many.slice(0, 50).map((item) => item.id));
  });
});
