import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import { workflowId } from "#server/domains/workflow/index.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { AppError } from "#server/kernel/errors.ts";
import { builtIns } from "#server/workflows/meta.ts";
import { checked } from "./publish.ts";
import { vocabularyWithin } from "./vocabulary.ts";

/**
 * Tries a workflow's draft in shadow: on every event that would start it, it runs beside the published version, without
 * effects, and is compared with what the operator does. The draft as it is now is kept for it under a version below 0; it
 * takes the place of one that was tried before.
 * @throws AppError not_found; conflict where it was changed meanwhile; precondition with all that is wrong, or where
 * nothing is published that it could run beside
 */
export const tryInShadow = defineCommand({
  name: "workflow.tryInShadow",
  input: z.object({ workflow: workflowId, revision: z.int().min(1) }),
  access: ["operator", "api_key"],
  scope: "workflows:write",
  run: async (scope, { workflow, revision }): Promise<{ workflow: string; version: number }> => {
    const { tx, context, audit, changed } = scope;
    const { workspaceId, actor } = context;
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`publish:${workspaceId}:${workflow}`}, 0))`;
    const draft = await tx.workflowDraft.findFirst({ where: { workflow } });
    if (!draft) throw new AppError("not_found", "There is no such draft");
    if (draft.revision !== revision) throw new AppError("conflict", "This draft was changed elsewhere meanwhile");
    if ((await tx.workflowVersion.count({ where: { workflow, version: { gt: 0 } } })) === 0) {
      throw new AppError("precondition", "Nothing of it is published yet: publish it, and take the whole to shadow");
    }
    const definition = checked(workflow, draft.definition, await vocabularyWithin({ tx, context }));
    const lowest = await tx.workflowVersion.findFirst({ where: { workflow }, orderBy: { version: "asc" } });
    const version = Math.min(0, lowest?.version ?? 0) - 1;
    const hash = hashOf(definition);
    const publishedAt = context.clock.now();
    const json = definition as unknown as Prisma.InputJsonObject;
    const row = { workspaceId, workflow, version, definition: json, hash, origin: "operator" };
    await tx.workflowVersion.create({ data: { ...row, publishedBy: actor.id, publishedAt } });
    await tx.workflowSetting.upsert({
      where: { workspaceId_workflow: { workspaceId, workflow } },
      create: { workspaceId, workflow, trialVersion: version, updatedAt: publishedAt },
      update: { trialVersion: version, updatedAt: publishedAt },
    });
    await audit({ subject: { kind: "workflow", id: workflow }, data: { version, hash, revision } });
    changed({ topic: "workspace", id: workspaceId });
    return { workflow, version };
  },
});

/**
 * Ends the trial of a draft: no further run of it begins. What it came to stays; without a trial nothing changes.
 * @throws AppError not_found
 */
export const endTrial = defineCommand({
  name: "workflow.endTrial",
  input: z.object({ workflow: workflowId }),
  access: ["operator", "api_key"],
  scope: "workflows:write",
  run: async ({ tx, context, audit, changed }, { workflow }): Promise<{ ended: boolean }> => {
    const tried = await tx.workflowSetting.findFirst({ where: { workflow, trialVersion: { not: null } } });
    if (!tried) {
      const known = await tx.workflowVersion.count({ where: { workflow } });
      // the built-ins are there before anything has asked for them
      if (known === 0 && !builtIns.some((own) => own.workflow === workflow)) {
        throw new AppError("not_found", "There is no such workflow");
      }
      return { ended: false };
    }
    const { workspaceId } = context;
    await tx.workflowSetting.update({
      where: { workspaceId_workflow: { workspaceId, workflow } },
      data: { trialVersion: null, updatedAt: context.clock.now() },
    });
    await audit({ subject: { kind: "workflow", id: workflow }, data: { version: tried.trialVersion } });
    changed({ topic: "workspace", id: workspaceId });
    return { ended: true };
  },
});
