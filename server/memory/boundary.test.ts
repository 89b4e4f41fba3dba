import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext, testClock } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { BoundaryRefused, readableBy } from "./boundary.ts";
import { addMemory, readBoundaries, recall, recallLessons, remember, setBoundaries } from "./index.ts";
import { noteRefusal, refusedReads } from "./refusals.ts";
import type { MemoryAccess, MemoryCell } from "./schema.ts";

const system = (context: Context): Context => ({ ...context, actor: { kind: "system", id: "test" } });

type Place = MemoryCell & { agent: string };
const profileFact = { tier: "profile", kind: "fact" } as const;

async function set(context: TestContext, place: Place, from: MemoryAccess, to: MemoryAccess) {
  return setBoundaries.execute(context, { changes: [{ ...place, from, to }] });
}

const readable = (context: Context, reader: string) =>
  inWorkspace(context.workspaceId, (tx) => readableBy({ tx, context }, reader));

const entries = (context: Context, action: string) =>
  inWorkspace(context.workspaceId, (tx) => tx.auditEntry.findMany({ where: { action }, orderBy: { sequence: "asc" } }));

async function remembered(context: Context, change: Record<string, unknown> = {}) {
  return remember.execute(system(context), {
    ...{ ...profileFact, subject: { kind: "contact", id: newId() }, text: "Orders every March" },
    ...{ source: { kind: "run", id: newId() }, taint: "operator", confidence: 0.9 },
    ...change,
  });
}

describe("boundaries of memory", () => {
  it("are what the agents declare until the operator says otherwise", async () => {
    const context = await newWorkspace();
    expect(await readable(context, "intake")).toEqual([]);
    expect(await readable(context, "nobody")).toEqual([]);
    const crm = await readable(context, "crm");
    expect(crm).toHaveLength(16);
    expect(crm.some(({ tier }) => tier === "session")).toBe(false);
    expect(await readable(context, "operator")).toHaveLength(24);
    expect(await readable(context, "api")).toHaveLength(24);
  });

  it("show what was declared, and who changed it when", async () => {
    const context = await newWorkspace({ clock: testClock("2030-03-01T10:00:00Z") });
    await set(context, { agent: "crm", ...profileFact }, "write", "none");
    const { readers } = await readBoundaries.execute(context, {});
    expect(readers.map(({ name }) => name)).toEqual(["intake", "crm", "billing", "research", "supervisor", "workflow"]);
    const cells = readers[1]?.cells ?? [];
    expect(cells.filter(({ changed }) => changed)).toEqual([
      {
        ...profileFact,
        ...{ access: "none", declared: "write" },
        changed: { by: "Ana Duarte", at: new Date("2030-03-01T10:00:00Z") },
      },
    ]);
    expect((await entries(context, "memory.setBoundaries"))[0]?.data).toMatchObject({
      changes: [{ agent: "crm", ...profileFact, from: "write", to: "none" }],
    });
  });

  it("refuse a change of what somebody else changed meanwhile, and take none of the others", async () => {
    const context = await newWorkspace();
    await set(context, { agent: "crm", ...profileFact }, "write", "read");
    const changes = [
      { agent: "billing", ...profileFact, from: "write", to: "none" },
      { agent: "crm", ...profileFact, from: "write", to: "none" },
    ];
    await expect(setBoundaries.execute(context, { changes })).rejects.toMatchObject({ code: "conflict" });
    expect(await readable(context, "billing")).toHaveLength(16);
    await expect(
      setBoundaries.execute(context, { changes: [{ ...changes[0], agent: "nobody" }] }),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  it("are part of the query: what an agent may not read is not recalled for it, and is for others", async () => {
    const context = await newWorkspace();
    const subjects = [{ kind: "workspace", id: context.workspaceId }];
    await addMemory.execute(context, { kind: "fact", text: "Websites start at €4,000" });
    await addMemory.execute(context, { kind: "term", text: "Websites are paid within 14 days" });
    const texts = async (reader: string) =>
      (await recall.execute(system(context), { reader, subjects, about: "website" })).map(({ text }) => text).sort();
    const both = ["Websites are paid within 14 days", "Websites start at €4,000"];
    expect(await texts("crm")).toEqual(both);
    await set(context, { agent: "crm", tier: "canonical", kind: "term" }, "read", "none");
    expect(await texts("crm")).toEqual(["Websites start at €4,000"]);
    expect(await texts("billing")).toEqual(both);
    expect(await texts("operator")).toEqual(both);
    expect(await texts("intake")).toEqual([]);
    await set(context, { agent: "intake", tier: "canonical", kind: "term" }, "none", "read");
    expect(await texts("intake")).toEqual(["Websites are paid within 14 days"]);
  });

  it("hold for lessons too", async () => {
    const context = await newWorkspace();
    const subject = { kind: "workspace" as const, id: context.workspaceId };
    const about = { agent: "crm", intent: "draft-reply" };
    await remembered(context, {
      ...{ tier: "canonical", kind: "lesson", subject, text: "Always shorter" },
      attributes: { ...about, action: "mail.send", via: "guidance" },
    });
    const lessons = () => recallLessons.execute(system(context), { ...about, subjects: [subject] });
    expect(await lessons()).toHaveLength(1);
    await set(context, { agent: "crm", tier: "canonical", kind: "lesson" }, "read", "none");
    expect(await lessons()).toEqual([]);
  });

  it("refuse a write, and nothing is written", async () => {
    const context = await newWorkspace();
    expect(await remembered(context, { writer: "crm" })).toMatchObject({ written: true });
    const refused = remembered(context, { writer: "crm", tier: "canonical" });
    await expect(refused).rejects.toMatchObject({
      code: "forbidden",
      message: "The crm agent may not write fact in canonical memory",
    });
    await expect(refused).rejects.toBeInstanceOf(BoundaryRefused);
    await expect(remembered(context, { writer: "supervisor" })).rejects.toMatchObject({ code: "forbidden" });
    expect(await entries(context, "memory.remember")).toHaveLength(1);
  });

  it("name what is kept from an agent where something is there, and write it down once per run and reason", async () => {
    const context = await newWorkspace();
    const contactId = newId();
    const asked = { reader: "crm", subjects: [{ kind: "contact", id: contactId }] };
    await remembered(context, { subject: { kind: "contact", id: contactId } });
    expect(await refusedReads.execute(system(context), asked)).toBeNull();
    await set(context, { agent: "crm", ...profileFact }, "write", "none");
    await set(context, { agent: "crm", tier: "profile", kind: "term" }, "write", "none");
    const refusal = await refusedReads.execute(system(context), asked);
    expect(refusal).toEqual({ agent: "crm", access: "read", cells: [profileFact] });
    expect(await refusedReads.execute(system(context), { ...asked, reader: "intake" })).toBeNull();
    const runId = newId();
    for (let time = 0; time < 3; time += 1) await noteRefusal.execute(system(context), { runId, refusal });
    await noteRefusal.execute(system(context), { runId, refusal: { ...refusal, access: "write" } });
    await noteRefusal.execute(system(context), { runId: newId(), refusal });
    const written = await entries(context, "memory.refuse");
    expect(written.map(({ runId: of, reason }) => [of === runId, reason])).toEqual([
      [true, "The crm agent may not read fact in profile memory"],
      [true, "The crm agent may not write fact in profile memory"],
      [false, "The crm agent may not read fact in profile memory"],
    ]);
    expect((await readBoundaries.execute(context, {})).refusals).toHaveLength(3);
  });
});
