import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import type { Taint } from "#server/kernel/taint.ts";
import { exposureOf, noteExposure, noteRead, requestRun } from "./index.ts";

const system = (context: TestContext): Context => ({ ...context, actor: { kind: "system", id: "test" } });

/** A contact whose record has this label. */
async function contactOf({ workspaceId }: TestContext, taint: Taint): Promise<string> {
  const id = newId();
  await inWorkspace(workspaceId, (tx) => tx.contact.create({ data: { id, workspaceId, name: "Ana Duarte", taint } }));
  return id;
}

/** A run of an event with this label. */
async function runOf(context: TestContext, taint: Taint, contactId: string | null = null): Promise<string> {
  const { workspaceId } = context;
  const eventId = newId();
  const at = context.clock.now();
  await inWorkspace(workspaceId, (tx) =>
    tx.event.create({
      data: {
        ...{ id: eventId, workspaceId, source: "test", externalId: eventId, type: "workflow.start", kind: "manual" },
        ...{ contentType: "application/json", raw: Buffer.from("{}"), taint, contactId, receivedAt: at },
      },
    }),
  );
  const facts = { eventId, workflow: "test", workflowVersion: 1, label: "Test" };
  return (await requestRun.execute(system(context), facts)).runId;
}

const labelOf = ({ workspaceId }: TestContext, runId: string) =>
  inWorkspace(workspaceId, (tx) => exposureOf(tx, runId));

describe("what a run has come in touch with", () => {
  it("begins with its event and with whom it is about", async () => {
    const context = await newWorkspace();
    const [own, foreign] = [await contactOf(context, "operator"), await contactOf(context, "outside")];
    expect(await labelOf(context, await runOf(context, "operator"))).toEqual({ taint: "operator", privateData: [] });
    expect(await labelOf(context, await runOf(context, "outside"))).toMatchObject({ taint: "outside" });
    const about = { taint: "operator", privateData: ["contact"] };
    expect(await labelOf(context, await runOf(context, "operator", own))).toEqual(about);
    expect(await labelOf(context, await runOf(context, "operator", foreign))).toEqual({ ...about, taint: "outside" });
  });

  it("is labelled by the records that a look-up told of", async () => {
    const context = await newWorkspace();
    const runId = await runOf(context, "operator");
    const read = { runId, taint: "operator", privateData: ["invoice"] };
    await noteRead.execute(system(context), { ...read, ids: [newId(), await contactOf(context, "operator")] });
    expect(await labelOf(context, runId)).toEqual({ taint: "operator", privateData: ["invoice"] });
    await noteRead.execute(system(context), { ...read, ids: [await contactOf(context, "outside")] });
    expect(await labelOf(context, runId)).toEqual({ taint: "outside", privateData: ["invoice"] });
  });

  it("only grows, whoever writes what", async () => {
    const context = await newWorkspace();
    const runId = await runOf(context, "outside");
    await noteExposure.execute(system(context), { runId, taint: "operator", privateData: ["memory"] });
    await noteExposure.execute(system(context), { runId, taint: "operator", privateData: ["contact"] });
    expect(await labelOf(context, runId)).toEqual({ taint: "outside", privateData: ["contact", "memory"] });
    const better = inWorkspace(context.workspaceId, (tx) =>
      tx.run.update({ where: { id: runId }, data: { taint: "operator" } }),
    );
    await expect(better).rejects.toThrow(/cannot get better/);
  });

  it("keeps two workspaces apart", async () => {
    const [mine, other] = [await newWorkspace(), await newWorkspace()];
    const runId = await runOf(mine, "operator");
    await noteExposure.execute(system(other), { runId, taint: "outside" });
    expect((await labelOf(mine, runId)).taint).toBe("operator");
  });
});
