import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { getRun, startWorkflow } from "#server/domains/run/index.ts";
import type { RunDetail } from "#server/domains/run/schema.ts";
import { publishForTest } from "#server/domains/workflow/test-publish.ts";
import { newId } from "#server/kernel/ids.ts";
import type { DefinitionInput } from "#server/workflows/schema.ts";
import { advance, until } from "./test-background.ts";

type Part = Partial<DefinitionInput> & Pick<DefinitionInput, "steps">;

/** Publishes a workflow of a test as the operator's next version; started by hand unless it says otherwise. */
export async function publish(context: TestContext, version: number, part: Part): Promise<string> {
  const definition: DefinitionInput = {
    workflow: "own",
    name: "Own",
    purpose: "Is tested",
    triggers: [{ on: "manual", label: "by hand" }],
    summary: "Done",
    ...part,
  };
  await publishForTest(context, definition, version);
  return definition.workflow;
}

/** Starts it by hand. @returns the run's id */
export async function start(
  context: TestContext,
  input: Record<string, unknown> = {},
  workflow = "own",
): Promise<string> {
  const { runId } = await startWorkflow.execute(context, { workflow, from: "manual", input });
  return runId;
}

/** A run, once it is in this status. */
export function runAs(context: TestContext, id: string, status: string): Promise<RunDetail> {
  return until(`the run is ${status}`, async () => {
    const run = await getRun.execute(context, { id });
    if (run.status !== status && ["failed", "succeeded", "cancelled"].includes(run.status)) {
      throw new Error(`It ${run.status}: ${run.summary}`);
    }
    return run.status === status && run;
  });
}

/** A run, once it is in this status; time passes until then, since a wait may be written down before its timer is. */
export function runAfter(context: TestContext, id: string, status: string, milliseconds: number): Promise<RunDetail> {
  return until(`the run is ${status} in time`, async () => {
    await advance(milliseconds);
    const run = await getRun.execute(context, { id });
    return run.status === status && run;
  });
}

/** A contact by name. @returns its id */
export async function addContact(context: TestContext, name: string, id = newId()): Promise<string> {
  const { workspaceId } = context;
  const email = `${name.split(" ")[0]?.toLowerCase()}-${id.slice(-4)}@northwind.example.com`;
  await inWorkspace(workspaceId, (tx) => tx.contact.create({ data: { id, workspaceId, name, email } }));
  return id;
}

/** What the runs of a workspace told the operator, in their order. */
export async function toldTexts(context: TestContext): Promise<string[]> {
  const rows = await inWorkspace(context.workspaceId, (tx) =>
    tx.notification.findMany({ orderBy: { createdAt: "asc" } }),
  );
  return rows.map((row) => row.text);
}
