import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { publishForTest } from "#server/domains/workflow/test-publish.ts";
import { newId } from "#server/kernel/ids.ts";
import type { DefinitionInput } from "#server/workflows/schema.ts";
import { startWorkflow } from "./index.ts";

const greeting: DefinitionInput = {
  workflow: "greeting",
  name: "Greeting",
  purpose: "Greets somebody",
  triggers: [
    { on: "manual", label: "by hand" },
    { on: "schedule", label: "every morning" },
  ],
  input: [
    { name: "who", label: "Whom", type: "contact" },
    { name: "words", label: "Words", type: "text", required: false },
  ],
  steps: [{ id: "say", title: "Say it", kind: "notify", text: "Hello" }],
  summary: "Said",
};

async function withGreeting(): Promise<{ context: TestContext; who: string }> {
  const context = await newWorkspace();
  const { workspaceId } = context;
  const who = newId();
  await publishForTest(context, greeting);
  await inWorkspace(workspaceId, (tx) => tx.contact.create({ data: { id: who, workspaceId, name: "Ana Duarte" } }));
  return { context, who };
}

describe("a start by hand", () => {
  it("is an event and a run, about whom the input names", async () => {
    const { context, who } = await withGreeting();
    const { runId, eventId } = await startWorkflow.execute(context, {
      workflow: "greeting",
      from: "manual",
      input: { who },
    });
    const [event, run] = await inWorkspace(context.workspaceId, async (tx) => [
      await tx.event.findUniqueOrThrow({ where: { id: eventId } }),
      await tx.run.findUniqueOrThrow({ where: { id: runId } }),
    ]);
    expect(event).toMatchObject({ kind: "manual", source: "operator", status: "normalised", taint: "operator" });
    expect(run).toMatchObject({ status: "queued", origin: "manual", contactId: who, workflowVersion: 1 });
    expect(run.title).toBe("Greeting: Ana Duarte");
    expect(run.input).toEqual({ who, words: null });
  });

  it("says which fields are wrong, all at once", async () => {
    const { context } = await withGreeting();
    const input = { who: newId(), words: 7, whence: "x" };
    await expect(startWorkflow.execute(context, { workflow: "greeting", from: "manual", input })).rejects.toMatchObject(
      {
        code: "invalid",
        details: { fields: [{ field: "whence" }, { field: "who" }, { field: "words" }] },
      },
    );
  });

  it("is refused where the workflow does not offer it, is off, or is not there", async () => {
    const { context, who } = await withGreeting();
    const start = (more: object) =>
      startWorkflow.execute(context, { workflow: "greeting", from: "manual", input: { who }, ...more });
    await expect(start({ from: "api" })).rejects.toMatchObject({ code: "precondition" });
    await expect(start({ workflow: "nothing" })).rejects.toMatchObject({ code: "not_found" });
    const { workspaceId } = context;
    await inWorkspace(workspaceId, (tx) =>
      tx.workflowSetting.create({ data: { workspaceId, workflow: "greeting", enabled: false } }),
    );
    await expect(start({})).rejects.toMatchObject({ code: "precondition" });
  });
});

describe("a start by a schedule", () => {
  it("happens once per slot, for ever", async () => {
    const { context, who } = await withGreeting();
    const slot = {
      workflow: "greeting",
      from: "schedule",
      source: "schedule:1",
      externalId: "2026-03-01T08:00:00.000Z",
      input: { who },
    };
    const starts = await Promise.all([1, 2, 3].map(() => startWorkflow.execute(context, slot)));
    expect(new Set(starts.map((start) => start.runId)).size).toBe(1);
    expect(starts.filter((start) => start.created)).toHaveLength(1);
  });
});
