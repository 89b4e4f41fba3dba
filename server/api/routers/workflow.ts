import { z } from "zod";
import { dryRun, endTrial, publishDraft, restoreVersion, tryInShadow, validateDraft } from "#server/authoring/index.ts";
import { startWorkflow } from "#server/domains/run/index.ts";
import { getRollout, setStage } from "#server/domains/shadow/index.ts";
import {
  createWorkflow,
  discardDraft,
  getVersion,
  getWorkflow,
  listWorkflows,
  saveDraft,
  setWorkflowEnabled,
} from "#server/domains/workflow/index.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { operatorProcedure, router } from "../trpc.ts";

export const workflowRouter = router({
  list: fromQuery(listWorkflows),
  get: fromQuery(getWorkflow),
  version: fromQuery(getVersion),
  create: fromCommand(createWorkflow),
  /** `request` names one press of the button: sent twice, it starts one run */
  start: operatorProcedure
    .input(
      z.object({
        workflow: z.string().max(100),
        input: z.record(z.string().max(100), z.json()).default({}),
        request: z.string().min(8).max(100).optional(),
      }),
    )
    .mutation(({ ctx, input: { request, ...input } }) =>
      startWorkflow.execute(ctx.context, { ...input, from: "manual", ...(request ? { externalId: request } : {}) }),
    ),
  setEnabled: fromCommand(setWorkflowEnabled),
  rollout: fromQuery(getRollout),
  setStage: fromCommand(setStage),
  tryInShadow: fromCommand(tryInShadow),
  endTrial: fromCommand(endTrial),
  saveDraft: fromCommand(saveDraft),
  discardDraft: fromCommand(discardDraft),
  /** what is wrong with the draft; `revision` names the state that is meant, so that each is asked once */
  problems: operatorProcedure
    .input(z.object({ workflow: z.string().max(60), revision: z.int() }))
    .query(({ ctx, input: { workflow } }) => validateDraft.execute(ctx.context, { workflow })),
  // a definition is too long for an address: both are posted, and neither writes
  validate: fromCommand(validateDraft),
  dryRun: fromCommand(dryRun),
  publish: fromCommand(publishDraft),
  restore: fromCommand(restoreVersion),
});
