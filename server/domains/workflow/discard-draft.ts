import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { workflowId } from "./draft-input.ts";

/**
 * Throws the draft away; published versions stay.
 * @throws AppError not_found; conflict where it was changed meanwhile
 */
export const discardDraft = defineCommand({
  name: "workflow.discardDraft",
  input: z.object({ workflow: workflowId, revision: z.int().min(1) }),
  access: ["operator", "api_key"],
  scope: "workflows:write",
  run: async ({ tx, context, audit, changed }, { workflow, revision }): Promise<{ workflow: string }> => {
    const { workspaceId } = context;
    const { count } = await tx.workflowDraft.deleteMany({ where: { workflow, revision } });
    if (count === 0) {
      const there = await tx.workflowDraft.count({ where: { workflow } });
      throw there
        ? new AppError("conflict", "This draft was changed elsewhere meanwhile")
        : new AppError("not_found", "There is no such draft");
    }
    await audit({ subject: { kind: "workflow", id: workflow }, data: { revision } });
    changed({ topic: "workspace", id: workspaceId });
    return { workflow };
  },
});
