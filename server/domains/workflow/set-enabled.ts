import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { currentDefinitionsWithin } from "./current-definitions.ts";
import type { Stage } from "./schema.ts";

/** Why nothing may start a workflow that is not enabled, after "is". */
export const offWords = (stage: Stage): string =>
  stage === "draft" ? "a draft, which nothing starts" : "switched off";

/**
 * Switches a workflow on or off. Runs that have begun go on.
 * @throws AppError not_found; precondition for a draft, which nothing starts
 */
export const setWorkflowEnabled = defineCommand({
  name: "workflow.setEnabled",
  input: z.object({ id: z.string().max(100), enabled: z.boolean() }),
  access: ["operator", "api_key"],
  scope: "workflows:write",
  run: async ({ tx, context, audit, changed }, { id, enabled }): Promise<{ id: string; enabled: boolean }> => {
    const current = await currentDefinitionsWithin({ tx, context });
    const stage = current.find(({ workflow }) => workflow === id)?.stage;
    if (!stage) throw new AppError("not_found", "There is no such workflow");
    if (stage === "draft") throw new AppError("precondition", "It is a draft: take it to shadow, and it starts there");
    const { workspaceId } = context;
    const before = await tx.workflowSetting.findUnique({
      where: { workspaceId_workflow: { workspaceId, workflow: id } },
    });
    if ((before?.enabled ?? true) === enabled) return { id, enabled };
    const updatedAt = context.clock.now();
    await tx.workflowSetting.upsert({
      where: { workspaceId_workflow: { workspaceId, workflow: id } },
      create: { workspaceId, workflow: id, enabled, updatedAt },
      update: { enabled, updatedAt },
    });
    await audit({ subject: { kind: "workflow", id }, data: { enabled } });
    changed({ topic: "workspace", id: workspaceId });
    return { id, enabled };
  },
});
