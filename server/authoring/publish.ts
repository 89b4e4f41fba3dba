import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { type Published, publishVersion, workflowId } from "#server/domains/workflow/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { Definition } from "#server/workflows/schema.ts";
import { type Problem, type Vocabulary, validateDefinition } from "#server/workflows/validate.ts";
import { vocabularyWithin } from "./vocabulary.ts";

/** Everything that is wrong with a definition under a workflow's id; empty when it can be published. */
function problemsOf(workflow: string, raw: unknown, vocabulary: Vocabulary): Problem[] {
  const { problems } = validateDefinition(raw, vocabulary);
  const named = typeof raw === "object" && raw !== null && "workflow" in raw ? raw.workflow : null;
  if (named === workflow || named === null) return problems;
  return [{ step: null, field: "workflow", message: `must stay ${workflow}: runs and links go by it` }, ...problems];
}

/** @throws AppError precondition with each problem at its field */
export function checked(workflow: string, raw: unknown, vocabulary: Vocabulary): Definition {
  const problems = problemsOf(workflow, raw, vocabulary);
  const { definition } = validateDefinition(raw, vocabulary);
  if (definition && problems.length === 0) return definition;
  const fields = problems.map(({ step, field, message }) => ({
    field,
    message: step ? `${step}: ${message}` : message,
  }));
  const count = problems.length === 1 ? "One thing is" : `${problems.length} things are`;
  throw new AppError("precondition", `${count} wrong with this definition`, { details: { fields } });
}

/**
 * What is wrong with a definition, or with a workflow's draft where none is given.
 * @throws AppError not_found where there is no draft
 */
export const validateDraft = defineQuery({
  name: "workflow.validate",
  input: z.object({ workflow: workflowId, definition: z.record(z.string(), z.json()).optional() }),
  access: ["operator", "api_key"],
  scope: "workflows:read",
  run: async ({ tx, context }, { workflow, definition }): Promise<{ problems: Problem[] }> => {
    const vocabulary = await vocabularyWithin({ tx, context });
    if (definition) return { problems: problemsOf(workflow, definition, vocabulary) };
    const draft = await tx.workflowDraft.findFirst({ where: { workflow } });
    if (!draft) throw new AppError("not_found", "There is no such draft");
    return { problems: problemsOf(workflow, draft.definition, vocabulary) };
  },
});

/**
 * Publishes a workflow's draft as its next version, for runs that start from now on, and clears the draft. A draft with
 * the newest version's content is only cleared.
 * @throws AppError not_found; conflict where it was changed meanwhile; precondition with all that is wrong
 */
export const publishDraft = defineCommand({
  name: "workflow.publish",
  input: z.object({ workflow: workflowId, revision: z.int().min(1) }),
  access: ["operator", "api_key"],
  scope: "workflows:write",
  run: async (scope, { workflow, revision }): Promise<Published> => {
    const { tx, context } = scope;
    const draft = await tx.workflowDraft.findFirst({ where: { workflow } });
    if (!draft) throw new AppError("not_found", "There is no such draft");
    const definition = checked(workflow, draft.definition, await vocabularyWithin({ tx, context }));
    // whoever takes this state of the draft away publishes it
    const { count } = await tx.workflowDraft.deleteMany({ where: { workflow, revision } });
    if (count === 0) throw new AppError("conflict", "This draft was changed elsewhere meanwhile");
    // what was tried in shadow is in force now, or given up
    await tx.workflowSetting.updateMany({ where: { workflow }, data: { trialVersion: null } });
    const published = await publishVersion(scope, { workflow, definition, from: { revision } });
    if (!published.published) scope.changed({ topic: "workspace", id: context.workspaceId });
    return published;
  },
});

/**
 * Publishes an earlier version's content anew; a draft stays.
 * @throws AppError not_found; precondition where it names what is no longer there
 */
export const restoreVersion = defineCommand({
  name: "workflow.restore",
  input: z.object({ workflow: workflowId, version: z.int().min(1) }),
  access: ["operator", "api_key"],
  scope: "workflows:write",
  run: async (scope, { workflow, version }): Promise<Published> => {
    const { tx, context } = scope;
    const id = { workspaceId: context.workspaceId, workflow, version };
    const row = await tx.workflowVersion.findUnique({ where: { workspaceId_workflow_version: id } });
    if (!row) throw new AppError("not_found", "There is no such version");
    const definition = checked(workflow, row.definition, await vocabularyWithin({ tx, context }));
    return publishVersion(scope, { workflow, definition, from: { restored: version } });
  },
});
