import { z } from "zod";
import { dryRun, endTrial, publishDraft, restoreVersion, tryInShadow, validateDraft } from "#server/authoring/index.ts";
import { choicesSchema } from "#server/authoring/schema.ts";
import { getRollout, setStage } from "#server/domains/shadow/index.ts";
import { createWorkflow, discardDraft, getVersion, listVersions, saveDraft } from "#server/domains/workflow/index.ts";
import { stageSchema } from "#server/domains/workflow/schema.ts";
import type { Context } from "#server/kernel/context.ts";
import type { Operation } from "./contract.ts";
import { readOperation, writeOperation } from "./define.ts";

const scope = "workflows:write" as const;
const workflow = z.string().min(1).max(60).describe("Id of the workflow");
const revision = z.int().min(1).describe("The state of the draft that is meant, as get_workflow shows it");
const definition = z
  .record(z.string(), z.unknown())
  .describe("A definition; its JSON Schema is at /api/v1/schemas/workflow");
const version = z.coerce.number().int().min(1).describe("Number of the version");
const published = z.object({ workflow: z.string(), version: z.int(), published: z.boolean() });
const problems = z.object({
  problems: z.array(z.object({ step: z.string().nullable(), field: z.string(), message: z.string() })),
});

/** A question that is posted, because a definition is too long for an address. It changes nothing. */
function posted(
  facts: Omit<Operation, "method" | "hints" | "call" | "scope">,
  query: { execute: (context: Context, input: unknown) => Promise<unknown> },
): Operation {
  return {
    ...facts,
    method: "POST",
    scope: "workflows:read",
    hints: { readOnly: true, destructive: false, idempotent: true },
    call: async ({ context, input }) => ({ status: 200, text: JSON.stringify(await query.execute(context, input)) }),
  };
}

/** Working on workflows: drafts, trials, versions. */
export const workflowOperations: readonly Operation[] = [
  writeOperation({
    name: "create_workflow",
    title: "Begin a workflow",
    description: "Begins a workflow as a draft, blank or as a copy. It runs nothing before it is published.",
    path: "/workflows",
    scope,
    input: z.strictObject({
      workflow: z.string().max(60).describe("Its id for ever, in kebab-case"),
      name: z.string().min(1).max(60).describe("What people call it"),
      copyOf: z.string().max(60).optional().describe("Id of the workflow to copy"),
    }),
    output: z.object({ workflow: z.string() }),
    command: createWorkflow,
  }),
  writeOperation({
    name: "save_workflow_draft",
    title: "Save a draft",
    description: "Keeps a definition as the workflow's draft, valid or not yet. Runs never read a draft.",
    path: "/workflows/{workflow}/draft",
    scope,
    input: z.strictObject({
      workflow,
      definition,
      revision: z.int().min(0).describe("The state that it was made from; 0 where there was no draft"),
    }),
    output: z.object({ revision: z.int() }),
    command: saveDraft,
  }),
  writeOperation({
    name: "discard_workflow_draft",
    title: "Discard a draft",
    description: "Throws the workflow's draft away; published versions stay.",
    path: "/workflows/{workflow}/discard-draft",
    scope,
    destructive: true,
    input: z.strictObject({ workflow, revision }),
    output: z.object({ workflow: z.string() }),
    command: discardDraft,
  }),
  posted(
    {
      name: "validate_workflow",
      title: "Check a definition",
      description: "Everything that is wrong with a definition, or with the draft, each with its step and field.",
      path: "/workflows/{workflow}/validate",
      input: z.strictObject({ workflow, definition: definition.optional() }),
      output: problems,
    },
    validateDraft,
  ),
  posted(
    {
      name: "dry_run_workflow",
      title: "Try without effects",
      description:
        "Shows every step, proposal and effect that a definition would lead to for a past event, or for a start with an input. Nothing is written, sent or remembered.",
      path: "/workflows/{workflow}/dry-run",
      input: z.strictObject({
        workflow,
        eventId: z.uuid().optional().describe("Id of the past event; without it a start is tried"),
        from: z
          .enum(["manual", "api", "schedule"])
          .optional()
          .describe("How it would be started where no event does it"),
        version: z.int().min(1).optional().describe("A published version; without it the draft"),
        definition: definition.optional(),
        input: z.record(z.string(), z.unknown()).optional().describe("What a start would give"),
        choices: choicesSchema.optional().describe("How waits, approvals and questions come out"),
      }),
      output: z.looseObject({ ending: z.looseObject({ status: z.string(), summary: z.string() }) }),
    },
    dryRun,
  ),
  writeOperation({
    name: "publish_workflow",
    title: "Publish a draft",
    description: "Makes the draft the next version, for runs that start from now on. Running runs keep theirs.",
    path: "/workflows/{workflow}/publish",
    scope,
    input: z.strictObject({ workflow, revision }),
    output: published,
    command: publishDraft,
  }),
  readOperation({
    name: "list_workflow_versions",
    title: "List versions",
    description: "The published versions of a workflow, newest first.",
    path: "/workflows/{workflow}/versions",
    scope: "workflows:read",
    input: z.strictObject({ workflow }),
    output: z.array(z.looseObject({ version: z.int(), publishedAt: z.date() })),
    query: listVersions,
  }),
  readOperation({
    name: "get_workflow_version",
    title: "Read a version",
    description: "One published version, whole.",
    path: "/workflows/{workflow}/versions/{version}",
    scope: "workflows:read",
    input: z.strictObject({ workflow, version }),
    output: z.looseObject({ version: z.int(), definition: z.record(z.string(), z.unknown()) }),
    query: getVersion,
  }),
  writeOperation({
    name: "restore_workflow_version",
    title: "Restore a version",
    description: "Publishes an earlier version's content anew as the next version. A draft stays.",
    path: "/workflows/{workflow}/versions/{version}/restore",
    scope,
    input: z.strictObject({ workflow, version }),
    output: published,
    command: restoreVersion,
  }),
  readOperation({
    name: "get_workflow_rollout",
    title: "Read a rollout",
    description:
      "The stage of a workflow (draft, shadow, assisted, autonomous), what speaks for the next one, and how what it proposed in shadow compares with what was done.",
    path: "/workflows/{workflow}/rollout",
    scope: "workflows:read",
    input: z.strictObject({ workflow }),
    output: z.looseObject({ workflow: z.string(), stage: stageSchema }),
    query: getRollout,
  }),
  writeOperation({
    name: "set_workflow_stage",
    title: "Move a workflow to another stage",
    description:
      "Takes a workflow back to any stage, or one step forward: with enough evidence, or with a reason. In shadow it has no effects; assisted, everything asks; autonomous, what was granted runs by itself.",
    path: "/workflows/{workflow}/stage",
    scope,
    input: z.strictObject({
      workflow,
      from: stageSchema.describe("The stage that it stands at, as get_workflow_rollout shows it"),
      to: stageSchema.describe("The stage to take it to"),
      reason: z.string().min(3).max(500).optional().describe("Why it goes forward without enough evidence"),
    }),
    output: z.object({ workflow: z.string(), stage: stageSchema }),
    command: setStage,
  }),
  writeOperation({
    name: "try_draft_in_shadow",
    title: "Try a draft in shadow",
    description:
      "Runs the draft beside the published version on every event that would start it, without effects, and compares it with what is done.",
    path: "/workflows/{workflow}/trial",
    scope,
    input: z.strictObject({ workflow, revision }),
    output: z.object({ workflow: z.string(), version: z.int() }),
    command: tryInShadow,
  }),
  writeOperation({
    name: "end_draft_trial",
    title: "End a draft's trial",
    description: "No further run of the draft begins in shadow. What it came to stays.",
    path: "/workflows/{workflow}/trial/end",
    scope,
    input: z.strictObject({ workflow }),
    output: z.object({ ended: z.boolean() }),
    command: endTrial,
  }),
];
