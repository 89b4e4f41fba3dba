import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type DraftDefinition, workflowId } from "./draft-input.ts";

const blank = (workflow: string, name: string): DraftDefinition => ({
  workflow,
  name,
  purpose: "What it is for, in one sentence.",
  triggers: [{ on: "manual", label: "started by you" }],
  steps: [{ id: "note", title: "Tell me", kind: "notify", text: "{{workspace.name}}: it ran." }],
  summary: "Done",
});

async function copied(tx: Transaction, copyOf: string): Promise<DraftDefinition> {
  const newest = await tx.workflowVersion.findFirst({
    where: { workflow: copyOf, version: { gt: 0 } },
    orderBy: { version: "desc" },
  });
  if (!newest) throw new AppError("not_found", "There is no such workflow to copy");
  return newest.definition as DraftDefinition;
}

/**
 * Begins a workflow as a draft, blank or as a copy of another one. It runs nothing before it is published.
 * @throws AppError conflict where the id is taken; not_found for the one to copy
 */
export const createWorkflow = defineCommand({
  name: "workflow.create",
  input: z.object({ workflow: workflowId, name: z.string().trim().min(1).max(60), copyOf: workflowId.optional() }),
  access: ["operator", "api_key"],
  scope: "workflows:write",
  run: async ({ tx, context, audit, changed }, { workflow, name, copyOf }): Promise<{ workflow: string }> => {
    const { workspaceId } = context;
    const published = await tx.workflowVersion.count({ where: { workflow, version: { gt: 0 } } });
    const from = copyOf ? await copied(tx, copyOf) : blank(workflow, name);
    const data = [{ workspaceId, workflow, definition: { ...from, workflow, name }, updatedAt: context.clock.now() }];
    const { count } = published ? { count: 0 } : await tx.workflowDraft.createMany({ data, skipDuplicates: true });
    if (count === 0) throw new AppError("conflict", `There is a workflow ${workflow} already`);
    await audit({ subject: { kind: "workflow", id: workflow }, data: { copyOf: copyOf ?? null } });
    changed({ topic: "workspace", id: workspaceId });
    return { workflow };
  },
});
