import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { currentDefinitionsWithin } from "./current-definitions.ts";

/**
 * Switches a workflow on or off. Runs that have begun go on.
 * @throws AppError not_found
 */
export const setWorkflowEnabled = defineCommand({
  name: "workflow.setEnabled",
  input: z.object({ id: z.string().max(100), enabled: z.boolean() }),
  access: ["operator", "api_key"],
  scope: "workflows:write",
  run: async ({ tx, context, audit, changed }, { id, enabled }): Promise<{ id: string; enabled: boolean }> => {
    const current = await currentDefinitionsWithin({ tx, context });
    if (!current.some(({ workflow }) => workflow === id)) throw new AppError("not_found", "There is no such workflow");
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
