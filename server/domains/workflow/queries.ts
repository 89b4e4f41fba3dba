import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { workflows } from "#server/workflows/meta.ts";
import { type WorkflowView, workflowViewSchema } from "./schema.ts";

/** Ids that the operator switched off; without a setting a built-in workflow is on. */
async function disabledIds(tx: Transaction): Promise<Set<string>> {
  const rows = await tx.workflowSetting.findMany({ where: { enabled: false }, select: { workflow: true } });
  return new Set(rows.map((row) => row.workflow));
}

/** Ids of the workflows that events may start. */
export const enabledWorkflows = defineQuery({
  name: "workflow.enabled",
  input: z.object({}),
  access: ["system"],
  run: async ({ tx }): Promise<string[]> => {
    const disabled = await disabledIds(tx);
    return workflows.map((workflow) => workflow.id).filter((id) => !disabled.has(id));
  },
});

/** The built-in workflows, with what their runs came to. */
export const listWorkflows = defineQuery({
  name: "workflow.list",
  input: z.object({}).nullish(),
  access: ["operator"],
  run: async ({ tx }): Promise<WorkflowView[]> => {
    const disabled = await disabledIds(tx);
    const counts = await tx.run.groupBy({
      by: ["workflow", "status"],
      _count: { _all: true },
      _max: { createdAt: true },
    });
    return workflows.map(({ id, name, version, purpose, trigger, steps }) => {
      const own = counts.filter((row) => row.workflow === id);
      const countOf = (...status: string[]) =>
        own
          .filter((row) => status.length === 0 || status.includes(row.status))
          .reduce((sum, row) => sum + row._count._all, 0);
      const times = own.flatMap((row) => (row._max.createdAt ? [row._max.createdAt.getTime()] : []));
      return workflowViewSchema.parse({
        id,
        name,
        version,
        purpose,
        trigger: trigger.label,
        steps,
        enabled: !disabled.has(id),
        runs: {
          total: countOf(),
          waiting: countOf("waiting"),
          failed: countOf("failed"),
          lastAt: times.length ? new Date(Math.max(...times)) : null,
        },
      });
    });
  },
});
