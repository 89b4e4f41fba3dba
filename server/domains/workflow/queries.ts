import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { outlineOf } from "#server/workflows/meta.ts";
import { type CurrentDefinition, currentDefinitionsWithin } from "./current-definitions.ts";
import { type WorkflowView, workflowViewSchema } from "./schema.ts";

/** Ids of the workflows that events may start. */
export const enabledWorkflows = defineQuery({
  name: "workflow.enabled",
  input: z.object({}),
  access: ["system"],
  run: async (scope): Promise<string[]> => {
    const current = await currentDefinitionsWithin(scope);
    return current.filter(({ enabled }) => enabled).map(({ workflow }) => workflow);
  },
});

async function countsOf(tx: Transaction) {
  const rows = await tx.run.groupBy({
    by: ["workflow", "status"],
    _count: { _all: true },
    _max: { createdAt: true },
  });
  return (workflow: string): WorkflowView["runs"] => {
    const own = rows.filter((row) => row.workflow === workflow);
    const countOf = (status?: string) =>
      own.filter((row) => status === undefined || row.status === status).reduce((sum, row) => sum + row._count._all, 0);
    const times = own.flatMap((row) => (row._max.createdAt ? [row._max.createdAt.getTime()] : []));
    return {
      total: countOf(),
      waiting: countOf("waiting"),
      failed: countOf("failed"),
      lastAt: times.length ? new Date(Math.max(...times)) : null,
    };
  };
}

function published({ definition, ...row }: CurrentDefinition) {
  return {
    id: row.workflow,
    name: definition.name,
    version: row.version,
    origin: row.origin,
    purpose: definition.purpose,
    trigger: definition.triggers.map(({ label }) => label).join(", or "),
    steps: outlineOf(definition),
    enabled: row.enabled,
    stage: row.stage,
    manual: definition.triggers.some((trigger) => trigger.on === "manual") ? definition.input : null,
  };
}

const readable = z.object({
  name: z.string().optional().catch(undefined),
  purpose: z.string().optional().catch(undefined),
});

/** A workflow that was never published: of a draft only so much is sure as can be read. */
function unpublished({ workflow, definition }: { workflow: string; definition: unknown }) {
  const { name, purpose } = readable.safeParse(definition).data ?? {};
  return {
    id: workflow,
    name: name ?? workflow,
    version: null,
    origin: "operator",
    purpose: purpose ?? "",
    trigger: "",
    steps: [],
    enabled: false,
    stage: "draft",
    manual: null,
  };
}

/** The workflows, built-ins first, with what their runs came to; those that exist as drafts only come last. */
export const listWorkflows = defineQuery({
  name: "workflow.list",
  input: z.object({}).nullish(),
  access: ["operator", "api_key"],
  scope: "workflows:read",
  run: async (scope): Promise<WorkflowView[]> => {
    const current = await currentDefinitionsWithin(scope);
    const drafts = await scope.tx.workflowDraft.findMany({ orderBy: { workflow: "asc" } });
    const runsOf = await countsOf(scope.tx);
    const fresh = drafts.filter((draft) => !current.some(({ workflow }) => workflow === draft.workflow));
    return [...current.map(published), ...fresh.map(unpublished)].map((view) =>
      workflowViewSchema.parse({
        ...view,
        draft: drafts.some(({ workflow }) => workflow === view.id),
        runs: runsOf(view.id),
      }),
    );
  },
});
