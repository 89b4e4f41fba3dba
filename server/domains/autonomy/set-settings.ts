import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { AppError } from "#server/kernel/errors.ts";
import { policySettingsOf } from "#server/policy/index.ts";
import { policySettingsSchema } from "./schema.ts";

/**
 * The operator sets what holds for every agent and action.
 * @throws AppError invalid, naming the field | conflict where they were changed since they were looked at
 */
export const setPolicySettings = defineCommand({
  name: "autonomy.setSettings",
  input: z.strictObject({
    settings: policySettingsSchema.strict(),
    /** the settings as they were looked at */
    before: policySettingsSchema,
  }),
  access: ["operator"],
  run: async ({ tx, context, audit, changed }, { settings, before }): Promise<{ saved: true }> => {
    const id = context.workspaceId;
    await tx.$queryRaw`select 1 from workspace where id = ${id}::uuid for update`;
    const { policy } = await tx.workspace.findUniqueOrThrow({ where: { id }, select: { policy: true } });
    const stored = policySettingsOf(policy);
    if (hashOf(stored) !== hashOf(before)) {
      throw new AppError("conflict", "The settings were changed meanwhile on another device: look again");
    }
    if (hashOf(stored) === hashOf(settings)) return { saved: true };
    await tx.workspace.update({ where: { id }, data: { policy: settings } });
    await audit({ subject: { kind: "workspace", id }, data: { before: stored, after: settings } });
    changed({ topic: "autonomy", id });
    return { saved: true };
  },
});
