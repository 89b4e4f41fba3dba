import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { confirmMemory, memoryVersions, rememberOverApi, searchMemory } from "./index.ts";

const program = (context: TestContext, scopes = ["memory:read", "memory:write"]): Context => ({
  ...context,
  actor: { kind: "api_key", id: newId(), scopes },
});
const found = async (context: Context, about: string) =>
  (await searchMemory.execute(context, { reader: "api", about })).items.map(({ text }) => text);

describe("memory over the API", () => {
  it("is not used before the operator confirms it, and has versions", async () => {
    const context = await newWorkspace();
    const caller = program(context);
    const fact = { key: "opening", text: "The shop opens at seven" };
    const first = await rememberOverApi.execute(caller, fact);
    expect(first).toMatchObject({ version: 1, written: true, quarantined: true });
    expect(await rememberOverApi.execute(caller, fact)).toMatchObject({ id: first.id, written: false });
    expect(await found(caller, "When does the shop open?")).toEqual([]);
    await confirmMemory.execute(context, { id: first.id });
    expect(await found(caller, "When does the shop open?")).toEqual(["The shop opens at seven"]);
    const second = await rememberOverApi.execute(caller, { ...fact, text: "The shop opens at nine" });
    const { items } = await memoryVersions.execute(caller, { id: second.id });
    expect(items.map(({ version, text, quarantined }) => [version, text, quarantined])).toEqual([
      [2, "The shop opens at nine", true],
      [1, "The shop opens at seven", false],
    ]);
  });

  it("needs the key's scope, and a subject of this workspace", async () => {
    const context = await newWorkspace();
    const reading = program(context, ["memory:read"]);
    await expect(rememberOverApi.execute(reading, { text: "x" })).rejects.toMatchObject({ code: "forbidden" });
    const subject = { kind: "contact", id: newId() };
    await expect(rememberOverApi.execute(program(context), { text: "x", subject })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
