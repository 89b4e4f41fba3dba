import { describe, expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { listWorkflows, setWorkflowEnabled } from "#server/domains/workflow/index.ts";
import { getRollout, setStage } from "./index.ts";

const workflow = "new-enquiry";

describe("a workflow's stage", () => {
  it("goes back at once, and forward one step with evidence or a reason, which is audited with the figures", async () => {
    const context = await newWorkspace();
    const move = (from: string, to: string, reason?: string) =>
      setStage.execute(context, { workflow, from, to, ...(reason ? { reason } : {}) });
    expect((await getRollout.execute(context, { workflow })).stage).toBe("assisted");
    await move("assisted", "draft");
    const listed = (await listWorkflows.execute(context, {})).find(({ id }) => id === workflow);
    expect(listed).toMatchObject({ stage: "draft", enabled: false });
    await expect(setWorkflowEnabled.execute(context, { id: workflow, enabled: true })).rejects.toMatchObject({
      code: "precondition",
    });
    await expect(move("draft", "assisted", "At once")).rejects.toMatchObject({ code: "precondition" });
    await move("draft", "shadow");
    await expect(move("draft", "shadow")).rejects.toMatchObject({ code: "conflict" });
    await expect(move("shadow", "assisted")).rejects.toMatchObject({ code: "invalid" });
    await move("shadow", "assisted", "I have read it all");
    const rollout = await getRollout.execute(context, { workflow });
    expect(rollout).toMatchObject({ stage: "assisted", forward: { to: "autonomous", ready: false } });
    expect(rollout.since).toBeInstanceOf(Date);
    const audits = await inWorkspace(context.workspaceId, (tx) =>
      tx.auditEntry.findMany({ where: { action: "workflow.setStage" }, orderBy: { sequence: "asc" } }),
    );
    expect(audits.map(({ reason, data }) => [reason, data])).toMatchObject([
      [null, { from: "assisted", to: "draft" }],
      [null, { from: "draft", to: "shadow" }],
      ["I have read it all", { from: "shadow", to: "assisted", evidence: { ready: false, comparison: { same: 0 } } }],
    ]);
  });

  it("is each workspace's own, and not that of a workflow that is not there", async () => {
    const [context, other] = [await newWorkspace(), await newWorkspace()];
    await setStage.execute(context, { workflow, from: "assisted", to: "shadow" });
    expect((await getRollout.execute(other, { workflow })).stage).toBe("assisted");
    await expect(
      setStage.execute(context, { workflow: "no-such", from: "assisted", to: "shadow" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
