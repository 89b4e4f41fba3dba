import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { createWorkflow, getWorkflow, listVersions, saveDraft } from "#server/domains/workflow/index.ts";
import { publishDraft, restoreVersion, validateDraft } from "./publish.ts";

const workflow = "new-enquiry";

async function draftOf(context: TestContext, change: object): Promise<number> {
  const { definition } = await getWorkflow.execute(context, { workflow });
  const saved = { workflow, definition: { ...definition, ...change }, revision: 0 };
  return (await saveDraft.execute(context, saved)).revision;
}

describe("publishing", () => {
  it("makes the next version, clears the draft and tells it", async () => {
    const context = await newWorkspace();
    const revision = await draftOf(context, { purpose: "Answers, my way." });
    expect(await validateDraft.execute(context, { workflow })).toEqual({ problems: [] });
    expect(await publishDraft.execute(context, { workflow, revision })).toEqual({
      workflow,
      version: 2,
      published: true,
    });
    const after = await getWorkflow.execute(context, { workflow });
    expect(after).toMatchObject({ version: 2, draft: null, definition: { purpose: "Answers, my way." }, update: null });
    expect(after.versions).toMatchObject([
      { version: 2, origin: "operator" },
      { version: 1, origin: "built-in" },
    ]);
    const audits = await inWorkspace(context.workspaceId, (tx) =>
      tx.auditEntry.findMany({ where: { action: "workflow.publish", actorKind: "operator" } }),
    );
    expect(audits).toMatchObject([{ subjectId: workflow, data: { version: 2, revision } }]);
  });

  it("changes nothing where the content is the newest version's", async () => {
    const context = await newWorkspace();
    const revision = await draftOf(context, {});
    expect(await publishDraft.execute(context, { workflow, revision })).toMatchObject({ version: 1, published: false });
    expect(await listVersions.execute(context, { workflow })).toHaveLength(1);
    expect((await getWorkflow.execute(context, { workflow })).draft).toBeNull();
  });

  it("refuses an invalid draft with all that is wrong, and keeps it", async () => {
    const context = await newWorkspace();
    const revision = await draftOf(context, {
      summary: "{{steps.nothing}}",
      workflow: "other",
      sla: { within: "soon" },
    });
    const refused = publishDraft.execute(context, { workflow, revision });
    await expect(refused).rejects.toMatchObject({ code: "precondition" });
    const fields = await refused.catch((error) => error.details.fields.map(({ field }: { field: string }) => field));
    expect(fields).toEqual(["workflow", "sla.within", "summary"]);
    expect((await validateDraft.execute(context, { workflow })).problems).toHaveLength(3);
    expect((await getWorkflow.execute(context, { workflow })).draft?.revision).toBe(revision);
  });

  it("refuses a draft that was changed meanwhile, and one that is not there", async () => {
    const context = await newWorkspace();
    const revision = await draftOf(context, { purpose: "One." });
    await expect(publishDraft.execute(context, { workflow, revision: revision + 1 })).rejects.toMatchObject({
      code: "conflict",
    });
    await publishDraft.execute(context, { workflow, revision });
    await expect(publishDraft.execute(context, { workflow, revision })).rejects.toMatchObject({ code: "not_found" });
  });

  it("of one draft from two devices makes one version", async () => {
    const context = await newWorkspace();
    const revision = await draftOf(context, { purpose: "Twice." });
    const both = await Promise.allSettled([1, 2].map(() => publishDraft.execute(context, { workflow, revision })));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await listVersions.execute(context, { workflow })).toHaveLength(2);
  });

  it("begins a new workflow at version 1, and stays in its workspace", async () => {
    const [context, other] = [await newWorkspace(), await newWorkspace()];
    await createWorkflow.execute(context, { workflow: "my-own", name: "My own" });
    await expect(publishDraft.execute(other, { workflow: "my-own", revision: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await publishDraft.execute(context, { workflow: "my-own", revision: 1 })).toMatchObject({ version: 1 });
    await expect(getWorkflow.execute(other, { workflow: "my-own" })).rejects.toMatchObject({ code: "not_found" });
  });
});

it("an old version is published anew, and what the product ships now is offered", async () => {
  const context = await newWorkspace();
  const revision = await draftOf(context, { purpose: "Mine." });
  await publishDraft.execute(context, { workflow, revision });
  expect(await restoreVersion.execute(context, { workflow, version: 1 })).toMatchObject({
    version: 3,
    published: true,
  });
  expect(await restoreVersion.execute(context, { workflow, version: 1 })).toMatchObject({
    version: 3,
    published: false,
  });
  await expect(restoreVersion.execute(context, { workflow, version: 9 })).rejects.toMatchObject({ code: "not_found" });
});
