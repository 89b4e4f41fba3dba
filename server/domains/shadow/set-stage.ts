import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { workflowId } from "#server/domains/workflow/index.ts";
import { type Stage, stageSchema } from "#server/domains/workflow/schema.ts";
import { AppError, invalidField } from "#server/kernel/errors.ts";
import { moveBetween } from "#server/policy/shadow/index.ts";
import { rolloutWithin } from "./rollout.ts";

/**
 * Takes a workflow to another stage of its rollout. Back is possible at once, to any stage. Forward goes one step at a
 * time, where the evidence is enough or the operator says why it goes without. Runs that have begun in shadow stay there;
 * those that have begun otherwise ask for everything from now on unless the stage is autonomous.
 * @throws AppError not_found; conflict where it stands elsewhere by now; precondition where it would skip a step; invalid
 * where a reason is missing
 */
export const setStage = defineCommand({
  name: "workflow.setStage",
  input: z.object({
    workflow: workflowId,
    /** the stage that the caller saw */
    from: stageSchema,
    to: stageSchema,
    reason: z.string().trim().min(3, "say why in a few words").max(500).optional(),
  }),
  access: ["operator", "api_key"],
  scope: "workflows:write",
  run: async (scope, { workflow, from, to, reason }): Promise<{ workflow: string; stage: Stage }> => {
    const { tx, context, audit, changed } = scope;
    const { workspaceId } = context;
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`stage:${workspaceId}:${workflow}`}, 0))`;
    const rollout = await rolloutWithin(scope, workflow);
    if (rollout.stage !== from) throw new AppError("conflict", `It stands at ${rollout.stage} by now: look again`);
    const move = moveBetween(from, to);
    if (move === "none") return { workflow, stage: to };
    const { forward, comparison } = rollout;
    if (move === "too-far")
      throw new AppError("precondition", `After ${from} comes ${forward?.to}: one step at a time`);
    const ready = move === "back" || forward?.ready === true;
    if (!ready && !reason) throw invalidField("reason", `is missing: ${forward?.because}`);
    const now = context.clock.now();
    const stands = { stage: to, stageSince: now, updatedAt: now };
    await tx.workflowSetting.upsert({
      where: { workspaceId_workflow: { workspaceId, workflow } },
      create: { workspaceId, workflow, ...stands },
      update: stands,
    });
    const evidence = { because: forward?.because ?? null, ready, comparison };
    await audit({
      subject: { kind: "workflow", id: workflow },
      ...(reason ? { reason } : {}),
      data: { from, to, ...(move === "forward" ? { evidence } : {}) },
    });
    changed({ topic: "workspace", id: workspaceId });
    return { workflow, stage: to };
  },
});
