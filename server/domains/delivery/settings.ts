import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { env } from "#server/kernel/env.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type NotifySettings, type NotifyState, notifySettingsSchema } from "./schema.ts";

/** Stored settings over the defaults; what cannot be read counts as not set. */
export function settingsOf(stored: unknown): NotifySettings {
  return notifySettingsSchema.safeParse(stored).data ?? notifySettingsSchema.parse({});
}

/** How and when the operator is told. */
export const readNotifySettings = defineQuery({
  name: "delivery.settings",
  input: z.void(),
  access: ["operator"],
  run: async ({ tx, context }): Promise<NotifyState> => {
    const operator = await tx.operator.findUnique({ where: { id: context.actor.id } });
    const workspace = await tx.workspace.findUnique({ where: { id: context.workspaceId } });
    if (!operator || !workspace) throw new AppError("not_found", "There is no such operator");
    return {
      ...settingsOf(operator.notify),
      address: operator.email,
      mailServer: env().SMTP_URL !== undefined,
      timeZone: workspace.timeZone,
    };
  },
});

const { shape } = notifySettingsSchema;

/** Changes how and when the operator is told: only the fields that are given. What waits already keeps its time. */
export const updateNotifySettings = defineCommand({
  name: "delivery.update",
  input: z.object({
    lockScreen: shape.lockScreen.unwrap().optional(),
    push: shape.push.unwrap().optional(),
    mail: shape.mail.unwrap().optional(),
    mailAfterMinutes: shape.mailAfterMinutes.unwrap().optional(),
    quietHours: shape.quietHours.unwrap().optional(),
    notices: shape.notices.unwrap().optional(),
  }),
  access: ["operator"],
  run: async ({ tx, context, audit, changed }, change): Promise<{ id: string }> => {
    const { id } = context.actor;
    // two switches that are moved at once both stand
    await tx.$queryRaw`select 1 from operator where id = ${id}::uuid for update`;
    const operator = await tx.operator.findUnique({ where: { id }, select: { notify: true } });
    if (!operator) throw new AppError("not_found", "There is no such operator");
    const before = settingsOf(operator.notify);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    await tx.operator.update({ where: { id }, data: { notify: { ...before, ...given } } });
    await audit({ subject: { kind: "operator", id }, data: { notify: given } });
    changed({ topic: "workspace", id: context.workspaceId });
    return { id };
  },
});
