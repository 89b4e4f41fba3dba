import { expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { listAudit } from "#server/domains/audit/index.ts";
import { cancelTask, completeTask, createTask, listTasks } from "./index.ts";

it("takes an open task off the list, once, and leaves one that is done", async () => {
  const context = await newWorkspace();
  const { taskId } = await createTask.execute(context, { title: "Call Ana" });
  expect(await cancelTask.execute(context, { taskId })).toEqual({ taskId, status: "cancelled" });
  expect(await cancelTask.execute(context, { taskId })).toEqual({ taskId, status: "cancelled" });
  expect(await listTasks.execute(context, { status: "open" })).toEqual([]);
  expect(await listTasks.execute(context, { status: "done" })).toEqual([]);
  const { items: entries } = await listAudit.execute(context, { subject: { kind: "task", id: taskId } });
  expect(entries.map((entry) => entry.action)).toEqual(["task.cancel", "task.create"]);
  const done = await createTask.execute(context, { title: "Call Ben" });
  await completeTask.execute(context, { taskId: done.taskId });
  expect(await cancelTask.execute(context, { taskId: done.taskId })).toMatchObject({ status: "done" });
  await expect(cancelTask.execute(await newWorkspace(), { taskId })).rejects.toMatchObject({ code: "not_found" });
});
