import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext, testClock } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import {
  closeMemory,
  confirmMemory,
  listMemory,
  previewRunRollback,
  remember,
  rollBackItem,
  rollBackRun,
  undoRollback,
} from "../index.ts";

/** A workspace with a run, and its context as the run's own. */
async function begin() {
  const context = await newWorkspace({ clock: testClock("2030-03-01T10:00:00Z") });
  const runId = newId();
  const contactId = newId();
  await inWorkspace(context.workspaceId, (tx) =>
    tx.run.create({
      data: {
        ...{ id: runId, workspaceId: context.workspaceId, workflow: "new-enquiry", workflowVersion: 1 },
        ...{ eventId: newId(), title: "An enquiry" },
      },
    }),
  );
  return { context, runId, contactId };
}

type Begun = Awaited<ReturnType<typeof begin>>;

function asSystem(context: TestContext, runId?: string): Context {
  context.clock.advance(60_000);
  return { ...context, actor: { kind: "system", id: "test" }, ...(runId ? { runId } : {}) };
}

/** Writes one fact: by the run, by another one, or by hand. */
async function write(
  { context, runId, contactId }: Begun,
  text: string,
  more: { by?: "run" | "operator"; key?: string; taint?: "outside" | "operator" } = {},
) {
  const { by = "run", key = "language", taint = "operator" } = more;
  const source = by === "run" ? { kind: "run", id: runId } : { kind: "operator", id: context.actor.id };
  const caller = by === "run" ? asSystem(context, runId) : { ...asSystem(context), actor: context.actor };
  return remember.execute(caller, {
    ...{ tier: "profile", kind: "preference", key, text, taint, confidence: 0.9, source },
    subject: { kind: "contact", id: contactId },
  });
}

async function standing(context: TestContext): Promise<string[]> {
  const { memories } = await listMemory.execute(context, { state: "standing" });
  return memories.map(({ text, version }) => `${text} v${version}`).sort();
}

const texts = (items: readonly { text: string }[]) => items.map(({ text }) => text);

/** Takes back what the run wrote, as it is previewed now. */
async function takeBack({ context, runId }: Begun) {
  const { seen } = await previewRunRollback.execute(context, { runId });
  context.clock.advance(60_000);
  return rollBackRun.execute(context, { runId, seen, reason: "It misread the mail" });
}

describe("going back to a version", () => {
  it("makes the earlier text the newest version, citing the rollback, and there is a way back", async () => {
    const begun = await begin();
    const { context } = begun;
    const first = await write(begun, "German", { by: "operator" });
    const second = await write(begun, "French");
    context.clock.advance(60_000);
    const back = await rollBackItem.execute(context, { id: first.id, newest: 2, reason: "Misheard" });
    expect(back.version).toBe(3);
    expect(await standing(context)).toEqual(["German v3"]);
    const { memories } = await listMemory.execute(context, {});
    expect(memories.map(({ version, text, newest }) => [version, text, newest])).toEqual([
      [3, "German", 3],
      [2, "French", 3],
      [1, "German", 3],
    ]);
    const row = await inWorkspace(context.workspaceId, (tx) => tx.memoryItem.findUnique({ where: { id: back.id } }));
    expect(row?.attributes).toMatchObject({ rollback: { id: back.rollbackId, from: first.id, version: 1 } });
    await rollBackItem.execute(context, { id: second.id, newest: 3 });
    expect(await standing(context)).toEqual(["French v4"]);
    const audited = await inWorkspace(context.workspaceId, (tx) =>
      tx.auditEntry.findMany({ where: { action: "memory.rollBackItem" }, orderBy: { sequence: "asc" } }),
    );
    expect(audited.map(({ reason }) => reason)).toEqual(["Misheard", null]);
  });

  it("refuses what stands, what was never confirmed, and what was written on since", async () => {
    const begun = await begin();
    const { context } = begun;
    const first = await write(begun, "German");
    await expect(rollBackItem.execute(context, { id: first.id, newest: 1 })).rejects.toMatchObject({
      code: "precondition",
    });
    const claim = await write(begun, "Klingon", { taint: "outside" });
    await closeMemory.execute(context, { id: claim.id });
    await expect(rollBackItem.execute(context, { id: claim.id, newest: 2 })).rejects.toMatchObject({
      code: "precondition",
    });
    await write(begun, "French");
    await expect(rollBackItem.execute(context, { id: first.id, newest: 2 })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await standing(context)).toEqual(["French v3"]);
  });

  it("at the same time as a newer version is written: one text stands, whoever was first", async () => {
    for (let round = 0; round < 6; round += 1) {
      const begun = await begin();
      const { context } = begun;
      const first = await write(begun, "German");
      await write(begun, "French");
      const [back, newer] = await Promise.allSettled([
        rollBackItem.execute(context, { id: first.id, newest: 2 }),
        write(begun, "Dutch"),
      ]);
      const { memories } = await listMemory.execute(context, {});
      const open = memories.filter(({ validTo }) => validTo === null);
      expect(open).toHaveLength(1);
      expect(open[0]?.version).toBe(Math.max(...memories.map(({ version }) => version)));
      if (back.status === "rejected") expect(back.reason).toMatchObject({ code: "conflict" });
      const done = [back, newer].filter(({ status }) => status === "fulfilled").length;
      expect(done).toBeGreaterThan(0);
      expect(memories).toHaveLength(2 + done);
    }
  });
});

describe("taking back what a run wrote", () => {
  it("closes what it wrote and restores what that had ended; the rest is left alone", async () => {
    const begun = await begin();
    const { context, runId } = begun;
    await write(begun, "German", { by: "operator" });
    await write(begun, "Mornings", { by: "operator", key: "time" });
    await write(begun, "French");
    await write(begun, "Dutch");
    await write(begun, "Budget €9,000", { key: "budget" });
    await write(begun, "Pay to account 12345", { key: "account", taint: "outside" });
    const preview = await previewRunRollback.execute(context, { runId });
    expect(texts(preview.close).sort()).toEqual(["Budget €9,000", "Dutch", "Pay to account 12345"]);
    expect(texts(preview.restore)).toEqual(["German"]);
    expect(preview.left).toEqual([]);
    expect(await takeBack(begun)).toMatchObject({ closed: 3, restored: 1 });
    expect(await standing(context)).toEqual(["German v4", "Mornings v1"]);
    expect((await listMemory.execute(context, { state: "quarantined" })).memories).toEqual([]);
    const [entry] = await inWorkspace(context.workspaceId, (tx) =>
      tx.auditEntry.findMany({ where: { action: "memory.rollBackRun" } }),
    );
    expect(entry).toMatchObject({ runId, reason: "It misread the mail", actorKind: "operator" });
  });

  it("leaves and names what the operator confirmed or changed since", async () => {
    const begun = await begin();
    const { context, runId } = begun;
    const claim = await write(begun, "Moved to Porto", { key: "city", taint: "outside" });
    await confirmMemory.execute(context, { id: claim.id });
    await write(begun, "French");
    await write(begun, "Portuguese", { by: "operator" });
    await write(begun, "Budget €9,000", { key: "budget" });
    const preview = await previewRunRollback.execute(context, { runId });
    expect(texts(preview.close)).toEqual(["Budget €9,000"]);
    expect(preview.left.map(({ text, because }) => [text, because]).sort()).toEqual([
      ["French", "you confirmed or changed it since"],
      ["Moved to Porto", "you confirmed or changed it since"],
    ]);
    await takeBack(begun);
    expect(await standing(context)).toEqual(["Moved to Porto v1", "Portuguese v2"]);
  });

  it("can be undone by a rollback of its own, once, and done again", async () => {
    const begun = await begin();
    const { context, runId } = begun;
    await write(begun, "German", { by: "operator" });
    await write(begun, "French");
    await write(begun, "Pay to account 12345", { key: "account", taint: "outside" });
    const { rollbackId } = await takeBack(begun);
    expect(await standing(context)).toEqual(["German v3"]);
    context.clock.advance(60_000);
    await undoRollback.execute(context, { id: rollbackId });
    expect(await standing(context)).toEqual(["French v4"]);
    const { memories } = await listMemory.execute(context, { state: "quarantined" });
    expect(texts(memories)).toEqual(["Pay to account 12345"]);
    await expect(undoRollback.execute(context, { id: rollbackId })).rejects.toMatchObject({ code: "conflict" });
    expect((await previewRunRollback.execute(context, { runId })).rollbacks).toMatchObject([{ undone: true }]);
    await takeBack(begun);
    expect(await standing(context)).toEqual(["German v5"]);
    expect((await listMemory.execute(context, { state: "quarantined" })).memories).toEqual([]);
    await expect(takeBack(begun)).rejects.toMatchObject({ code: "precondition" });
  });

  it("is refused where memory was changed after the preview, and changes nothing", async () => {
    const begun = await begin();
    const { context, runId } = begun;
    await write(begun, "French");
    const { seen } = await previewRunRollback.execute(context, { runId });
    await write(begun, "Dutch");
    await expect(rollBackRun.execute(context, { runId, seen })).rejects.toMatchObject({ code: "conflict" });
    expect(await standing(context)).toEqual(["Dutch v2"]);
  });

  it("at the same time as a newer version is written: the newest text is never lost", async () => {
    for (let round = 0; round < 6; round += 1) {
      const begun = await begin();
      const { context, runId } = begun;
      await write(begun, "German", { by: "operator" });
      await write(begun, "French");
      const { seen } = await previewRunRollback.execute(context, { runId });
      const [back, newer] = await Promise.allSettled([
        rollBackRun.execute(context, { runId, seen }),
        write(begun, "Dutch", { by: "operator" }),
      ]);
      const now = await standing(context);
      expect(now).toHaveLength(1);
      if (newer.status === "fulfilled") expect(now).toEqual([`Dutch v${newer.value.version}`]);
      else expect(now).toEqual(["German v3"]);
      if (back.status === "rejected") expect(back.reason).toMatchObject({ code: "conflict" });
    }
  });

  it("knows no other workspace's runs, rollbacks and versions", async () => {
    const [mine, other] = [await begin(), await begin()];
    await write(mine, "German", { by: "operator" });
    const { id } = await write(mine, "French");
    const { rollbackId } = await takeBack(mine);
    const refused = { code: "not_found" };
    const { runId } = mine;
    await expect(previewRunRollback.execute(other.context, { runId })).rejects.toMatchObject(refused);
    await expect(rollBackRun.execute(other.context, { runId, seen: "x" })).rejects.toMatchObject(refused);
    await expect(undoRollback.execute(other.context, { id: rollbackId })).rejects.toMatchObject(refused);
    await expect(rollBackItem.execute(other.context, { id, newest: 2 })).rejects.toMatchObject(refused);
  });
});
