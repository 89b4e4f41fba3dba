import { describe, expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import {
  createWorkflow,
  discardDraft,
  getVersion,
  getWorkflow,
  listVersions,
  listWorkflows,
  saveDraft,
} from "./index.ts";

const workflow = "new-enquiry";

describe("a draft", () => {
  it("is saved from the state it was made from, and refused from an older one", async () => {
    const context = await newWorkspace();
    const before = await getWorkflow.execute(context, { workflow });
    expect(before).toMatchObject({ version: 1, enabled: true, draft: null, update: null });
    const changed = { ...before.definition, name: "Enquiry, my way" };
    const save = (definition: unknown, revision: number) =>
      saveDraft.execute(context, { workflow, definition, revision });
    expect(await save(changed, 0)).toEqual({ revision: 1 });
    expect(await save({ half: "done" }, 1)).toEqual({ revision: 2 });
    await expect(save(changed, 1)).rejects.toMatchObject({ code: "conflict" });
    await expect(save(changed, 0)).rejects.toMatchObject({ code: "conflict" });
    const after = await getWorkflow.execute(context, { workflow });
    expect(after.draft).toMatchObject({ definition: { half: "done" }, basedOn: 1, revision: 2 });
    expect(after.definition?.name).toBe("New enquiry");
    const audits = await inWorkspace(context.workspaceId, (tx) =>
      tx.auditEntry.findMany({ where: { action: "workflow.saveDraft" } }),
    );
    expect(audits).toHaveLength(2);
  });

  it("is this workspace's alone", async () => {
    const [context, other] = [await newWorkspace(), await newWorkspace()];
    await getWorkflow.execute(context, { workflow });
    await saveDraft.execute(context, { workflow, definition: { mine: true }, revision: 0 });
    expect((await getWorkflow.execute(other, { workflow })).draft).toBeNull();
    await expect(discardDraft.execute(other, { workflow, revision: 1 })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is thrown away from its newest state only", async () => {
    const context = await newWorkspace();
    await getWorkflow.execute(context, { workflow });
    await saveDraft.execute(context, { workflow, definition: {}, revision: 0 });
    await expect(discardDraft.execute(context, { workflow, revision: 2 })).rejects.toMatchObject({ code: "conflict" });
    await discardDraft.execute(context, { workflow, revision: 1 });
    expect((await getWorkflow.execute(context, { workflow })).draft).toBeNull();
  });

  it("of a workflow that there is not is refused", async () => {
    const context = await newWorkspace();
    await expect(saveDraft.execute(context, { workflow: "none", definition: {}, revision: 0 })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(getWorkflow.execute(context, { workflow: "none" })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a new workflow", () => {
  it("begins as a draft, blank or copied, and is listed as such", async () => {
    const context = await newWorkspace();
    await listWorkflows.execute(context, {});
    await createWorkflow.execute(context, { workflow: "my-own", name: "My own" });
    await createWorkflow.execute(context, { workflow: "refund-copy", name: "Refund, mine", copyOf: "refund-request" });
    for (const taken of ["my-own", "refund-request"])
      await expect(createWorkflow.execute(context, { workflow: taken, name: "x" })).rejects.toMatchObject({
        code: "conflict",
      });
    const listed = await listWorkflows.execute(context, {});
    expect(listed.filter(({ version }) => version === null)).toMatchObject([
      { id: "my-own", name: "My own", draft: true, enabled: false },
      { id: "refund-copy", name: "Refund, mine", draft: true },
    ]);
    const { draft, definition } = await getWorkflow.execute(context, { workflow: "refund-copy" });
    expect(draft?.definition).toMatchObject({ workflow: "refund-copy", name: "Refund, mine" });
    expect(definition).toBeNull();
  });
});

it("versions are listed with their content", async () => {
  const context = await newWorkspace();
  await listWorkflows.execute(context, {});
  const versions = await listVersions.execute(context, { workflow });
  expect(versions).toMatchObject([{ version: 1, origin: "built-in", publishedBy: "adjutant", runs: 0 }]);
  expect(await getVersion.execute(context, { workflow, version: 1 })).toMatchObject({ definition: { workflow } });
  await expect(getVersion.execute(context, { workflow, version: 2 })).rejects.toMatchObject({ code: "not_found" });
});
