import { inWorkspace } from "#server/db/transaction.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import type { Context } from "#server/kernel/context.ts";
import { type DefinitionInput, definitionSchema } from "#server/workflows/schema.ts";

/** Publishes a version of a test's own workflow, as the operator would have. */
export async function publishForTest(
  { workspaceId }: Pick<Context, "workspaceId">,
  written: DefinitionInput,
  version = 1,
): Promise<void> {
  const definition = definitionSchema.parse(written);
  const { workflow } = definition;
  const facts = { hash: hashOf(definition), origin: "operator", publishedBy: "test", publishedAt: new Date(0) };
  await inWorkspace(workspaceId, (tx) =>
    tx.workflowVersion.create({ data: { workspaceId, workflow, version, definition, ...facts } }),
  );
}
