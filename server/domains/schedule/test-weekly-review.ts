import { newWorkspace, type TestContext, testClock } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { publishForTest } from "#server/domains/workflow/test-publish.ts";
import type { Context } from "#server/kernel/context.ts";
import type { DefinitionInput } from "#server/workflows/schema.ts";

/** A workflow that schedules may start. */
export const weeklyReview: DefinitionInput = {
  workflow: "weekly-review",
  name: "Weekly review",
  purpose: "Says how the week went",
  triggers: [{ on: "schedule", label: "every week" }],
  input: [
    { name: "topic", label: "Topic", type: "text", required: false },
    { name: "contact", label: "Whom it is about", type: "contact", required: false },
  ],
  steps: [{ id: "tell", kind: "notify", title: "Tell how it went", text: "The week is over" }],
  summary: "Told how the week went",
};

/** Publishes a version of the workflow, as the operator would. */
export const publish = (context: Context, definition: DefinitionInput = weeklyReview, version = 1): Promise<void> =>
  publishForTest(context, definition, version);

/** A workspace of Lisbon whose clock stands still, with a workflow that schedules may start. */
export async function scheduledBusiness(now: string): Promise<TestContext> {
  const context = await newWorkspace({ clock: testClock(now) });
  await inWorkspace(context.workspaceId, (tx) =>
    tx.workspace.update({ where: { id: context.workspaceId }, data: { timeZone: "Europe/Lisbon" } }),
  );
  await publish(context);
  return context;
}

/** The same workspace, as the functions act in it. */
export const system = (context: TestContext): Context => ({ ...context, actor: { kind: "system", id: "test" } });
