import { defineCommand } from "#server/commands/define-command.ts";
import { followZone } from "#server/domains/schedule/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { settingsChangeSchema } from "./rules.ts";

/** Changes the workspace's settings: only the fields that are given. */
export const updateWorkspace = defineCommand({
  name: "workspace.update",
  input: settingsChangeSchema,
  access: ["operator"],
  run: async (scope, change): Promise<{ id: string }> => {
    const { tx, context, audit, changed } = scope;
    const id = context.workspaceId;
    const before = await tx.workspace.findUnique({ where: { id } });
    if (!before) throw new AppError("not_found", "There is no such workspace");
    const fields = Object.entries(change).filter(
      ([field, value]) => value !== undefined && before[field as keyof typeof change] !== value,
    );
    if (fields.length === 0) return { id };
    await tx.workspace.update({ where: { id }, data: Object.fromEntries(fields) });
    if (change.timeZone !== undefined && change.timeZone !== before.timeZone) {
      await followZone(scope, { before: before.timeZone, after: change.timeZone });
    }
    const data = Object.fromEntries(
      fields.map(([field, after]) => [field, { before: before[field as keyof typeof change], after }]),
    );
    await audit({ subject: { kind: "workspace", id }, data });
    changed({ topic: "workspace", id });
    return { id };
  },
});
