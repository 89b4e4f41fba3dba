import { describe, expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { completeTask, createTask } from "#server/domains/task/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { listAudit } from "./index.ts";

describe("the audit trail", () => {
  it("is listed newest first, in pages, by subject and by run", async () => {
    const context = await newWorkspace();
    const runId = newId();
    const { taskId } = await createTask.execute({ ...context, runId }, { title: "One" });
    await createTask.execute(context, { title: "Two" });
    await completeTask.execute(context, { taskId });
    const first = await listAudit.execute(context, { limit: 2 });
    expect(first.entries.map((entry) => entry.sequence)).toEqual([3, 2]);
    const second = await listAudit.execute(context, { limit: 2, before: first.nextBefore ?? 0 });
    expect(second).toMatchObject({ entries: [{ sequence: 1 }], nextBefore: null });
    const ofTask = await listAudit.execute(context, { subject: { kind: "task", id: taskId } });
    expect(ofTask.entries.map((entry) => entry.action)).toEqual(["task.complete", "task.create"]);
    const ofRun = await listAudit.execute(context, { runId });
    expect(ofRun.entries.map((entry) => entry.sequence)).toEqual([1]);
  });

  it("shows nothing of another workspace", async () => {
    await createTask.execute(await newWorkspace(), { title: "Theirs" });
    expect(await listAudit.execute(await newWorkspace(), {})).toEqual({ entries: [], nextBefore: null });
  });
});
