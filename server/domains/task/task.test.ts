import { describe, expect, it } from "vitest";
import { newWorkspace, testClock } from "#server/db/test-database.ts";
import { listAudit } from "#server/domains/audit/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { completeTask, createTask, listTasks } from "./index.ts";

describe("tasks", () => {
  it("are listed by when they are due, those without a date last", async () => {
    const context = await newWorkspace();
    await createTask.execute(context, { title: "Some time" });
    await createTask.execute(context, { title: "Later", dueAt: new Date("2026-05-01T12:00:00Z") });
    await createTask.execute(context, { title: "Soon", dueAt: new Date("2026-04-01T12:00:00Z") });
    const tasks = await listTasks.execute(context, {});
    expect(tasks.map((task) => task.title)).toEqual(["Soon", "Later", "Some time"]);
  });

  it("are made once per effect", async () => {
    const context = await newWorkspace();
    const effectId = newId();
    const made = await Promise.all(
      Array.from({ length: 5 }, () => createTask.execute(context, { title: "Call Ben", effectId })),
    );
    expect(new Set(made.map((task) => task.taskId)).size).toBe(1);
    expect(await listTasks.execute(context, {})).toHaveLength(1);
  });

  it("are done once, can be opened again, and say who did it", async () => {
    const context = await newWorkspace({ clock: testClock("2026-03-02T09:00:00Z") });
    const { taskId } = await createTask.execute(context, { title: "Call Ben" });
    await completeTask.execute(context, { taskId });
    await completeTask.execute(context, { taskId });
    expect(await listTasks.execute(context, {})).toEqual([]);
    expect(await listTasks.execute(context, { status: "done" })).toMatchObject([{ id: taskId, status: "done" }]);
    await completeTask.execute(context, { taskId, done: false });
    const { items: entries } = await listAudit.execute(context, { subject: { kind: "task", id: taskId } });
    expect(entries.map((entry) => [entry.action, entry.data.status, entry.actorId])).toEqual([
      ["task.complete", "open", context.actor.id],
      ["task.complete", "done", context.actor.id],
      ["task.create", undefined, context.actor.id],
    ]);
  });

  it("of another workspace do not exist", async () => {
    const { taskId } = await createTask.execute(await newWorkspace(), { title: "Call Ben" });
    const stranger = await newWorkspace();
    await expect(completeTask.execute(stranger, { taskId })).rejects.toMatchObject({ code: "not_found" });
    expect(await listTasks.execute(stranger, {})).toEqual([]);
  });
});
