import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { AppError } from "#server/kernel/errors.ts";
import { builtIns } from "#server/workflows/meta.ts";
import { definitionSchema } from "#server/workflows/schema.ts";
import { currentDefinitionsWithin } from "./current-definitions.ts";
import { workflowId } from "./draft-input.ts";
import type { VersionView, WorkflowDetail } from "./schema.ts";

async function versionsOf(tx: Transaction, workflow: string): Promise<VersionView[]> {
  const rows = await tx.workflowVersion.findMany({
    where: { workflow, version: { gt: 0 } },
    orderBy: { version: "desc" },
    select: { version: true, hash: true, origin: true, publishedBy: true, publishedAt: true },
    take: 200,
  });
  const runs = await tx.run.groupBy({ by: ["workflowVersion"], where: { workflow }, _count: { _all: true } });
  return rows.map(({ hash, ...row }) => ({
    ...row,
    hash,
    origin: row.origin === "operator" ? "operator" : "built-in",
    runs: runs.find((count) => count.workflowVersion === row.version)?._count._all ?? 0,
  }));
}

/**
 * The published versions of a workflow, newest first.
 * @throws AppError not_found where none was published
 */
export const listVersions = defineQuery({
  name: "workflow.versions",
  input: z.object({ workflow: workflowId }),
  access: ["operator", "api_key"],
  scope: "workflows:read",
  run: async ({ tx }, { workflow }): Promise<VersionView[]> => {
    const versions = await versionsOf(tx, workflow);
    if (versions.length === 0) throw new AppError("not_found", "There is no such workflow");
    return versions;
  },
});

/**
 * A published version, whole.
 * @throws AppError not_found
 */
export const getVersion = defineQuery({
  name: "workflow.version",
  input: z.object({ workflow: workflowId, version: z.coerce.number().int().min(1) }),
  access: ["operator", "api_key"],
  scope: "workflows:read",
  run: async ({ tx, context }, { workflow, version }) => {
    const id = { workspaceId: context.workspaceId, workflow, version };
    const row = await tx.workflowVersion.findUnique({ where: { workspaceId_workflow_version: id } });
    if (!row) throw new AppError("not_found", "There is no such version");
    return { workflow, version, definition: definitionSchema.parse(row.definition), publishedAt: row.publishedAt };
  },
});

/** The built-in's content where the operator's own version stands before it and has never been like it. */
function updateFor(workflow: string, versions: readonly VersionView[]) {
  const builtIn = builtIns.find((definition) => definition.workflow === workflow);
  if (!builtIn || versions[0]?.origin !== "operator") return null;
  const hash = hashOf(builtIn);
  return versions.some((version) => version.hash === hash) ? null : builtIn;
}

/**
 * A workflow with its current definition, its draft and its versions.
 * @throws AppError not_found
 */
export const getWorkflow = defineQuery({
  name: "workflow.get",
  input: z.object({ workflow: workflowId }),
  access: ["operator", "api_key"],
  scope: "workflows:read",
  run: async ({ tx, context }, { workflow }): Promise<WorkflowDetail> => {
    const current = (await currentDefinitionsWithin({ tx, context })).find((own) => own.workflow === workflow);
    const draft = await tx.workflowDraft.findFirst({ where: { workflow } });
    if (!current && !draft) throw new AppError("not_found", "There is no such workflow");
    const versions = await versionsOf(tx, workflow);
    return {
      workflow,
      version: current?.version ?? null,
      enabled: current?.enabled ?? false,
      stage: current?.stage ?? "draft",
      definition: current?.definition ?? null,
      draft: draft && {
        definition: draft.definition as Record<string, unknown>,
        basedOn: draft.basedOn,
        revision: draft.revision,
        updatedAt: draft.updatedAt,
      },
      versions,
      update: updateFor(workflow, versions),
    };
  },
});
