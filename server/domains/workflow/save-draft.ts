import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { draftDefinition, workflowId } from "./draft-input.ts";

const changedMeanwhile = () =>
  new AppError("conflict", "This draft was changed elsewhere meanwhile. Load it again before you go on");

/**
 * Keeps what the operator is working on. `revision` is the state that it was made from, 0 where there was no draft.
 * @throws AppError not_found; conflict where the draft was changed meanwhile
 */
export const saveDraft = defineCommand({
  name: "workflow.saveDraft",
  input: z.object({ workflow: workflowId, definition: draftDefinition, revision: z.int().min(0) }),
  access: ["operator", "api_key"],
  scope: "workflows:write",
  run: async ({ tx, context, audit, changed }, { workflow, definition, revision }): Promise<{ revision: number }> => {
    const { workspaceId } = context;
    const updatedAt = context.clock.now();
    if (revision === 0) {
      const newest = await tx.workflowVersion.findFirst({
        where: { workflow, version: { gt: 0 } },
        orderBy: { version: "desc" },
      });
      if (!newest) throw new AppError("not_found", "There is no such workflow");
      const data = [{ workspaceId, workflow, definition, basedOn: newest.version, updatedAt }];
      const { count } = await tx.workflowDraft.createMany({ data, skipDuplicates: true });
      if (count === 0) throw changedMeanwhile();
    } else {
      const { count } = await tx.workflowDraft.updateMany({
        where: { workflow, revision },
        data: { definition, revision: revision + 1, updatedAt },
      });
      if (count === 0) throw changedMeanwhile();
    }
    await audit({ subject: { kind: "workflow", id: workflow }, data: { revision: revision + 1 } });
    changed({ topic: "workspace", id: workspaceId });
    return { revision: revision + 1 };
  },
});
