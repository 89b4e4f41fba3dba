import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { builtIns } from "#server/workflows/meta.ts";
import { enabledWorkflows, listWorkflows, setWorkflowEnabled } from "./index.ts";

const system = (context: TestContext): Context => ({ ...context, actor: { kind: "system", id: "test" } });

describe("the built-in workflows", () => {
  it("are on until the operator switches one off, in this workspace alone", async () => {
    const [context, other] = [await newWorkspace(), await newWorkspace()];
    const all = await enabledWorkflows.execute(system(context), {});
    expect(all).toEqual(builtIns.map(({ workflow }) => workflow));
    await setWorkflowEnabled.execute(context, { id: "refund-request", enabled: false });
    await setWorkflowEnabled.execute(context, { id: "refund-request", enabled: false });
    expect(await enabledWorkflows.execute(system(context), {})).toEqual(
      all.filter((workflow) => workflow !== "refund-request"),
    );
    expect(await enabledWorkflows.execute(system(other), {})).toEqual(all);
    await setWorkflowEnabled.execute(context, { id: "refund-request", enabled: true });
    expect(await enabledWorkflows.execute(system(context), {})).toEqual(all);
    const audits = await inWorkspace(context.workspaceId, (tx) =>
      tx.auditEntry.findMany({ where: { action: "workflow.setEnabled" }, orderBy: { sequence: "asc" } }),
    );
    expect(audits.map((entry) => entry.data)).toEqual([{ enabled: false }, { enabled: true }]);
  });

  it("cannot be made up", async () => {
    const context = await newWorkspace();
    await expect(setWorkflowEnabled.execute(context, { id: "own", enabled: true })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("are listed with what their runs came to", async () => {
    const context = await newWorkspace();
    const { workspaceId } = context;
    const run = (status: string) => ({
      id: newId(),
      workspaceId,
      workflow: "new-enquiry",
      workflowVersion: 1,
      eventId: newId(),
      title: "x",
      status,
    });
    await inWorkspace(workspaceId, (tx) =>
      tx.run.createMany({ data: ["waiting", "waiting", "failed", "succeeded"].map(run) }),
    );
    const [first, second] = await listWorkflows.execute(context, {});
    expect(first).toMatchObject({ id: "new-enquiry", enabled: true, runs: { total: 4, waiting: 2, failed: 1 } });
    expect(first?.runs.lastAt).toBeInstanceOf(Date);
    expect(second?.runs).toEqual({ total: 0, waiting: 0, failed: 0, lastAt: null });
  });
});
