import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { type NotificationView, notificationSchema } from "./schema.ts";

/** What runs told the operator, newest first, and how much of it is unread. */
export const listNotifications = defineQuery({
  name: "notification.list",
  input: z.object({ limit: z.int().min(1).max(100).default(30) }),
  access: ["operator"],
  run: async ({ tx }, { limit }): Promise<{ notifications: NotificationView[]; unread: number }> => {
    const rows = await tx.notification.findMany({ orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: limit });
    const unread = await tx.notification.count({ where: { readAt: null } });
    return { notifications: rows.map((row) => notificationSchema.parse(row)), unread };
  },
});

/** Marks notifications as read: those that are named, or all. */
export const readNotifications = defineCommand({
  name: "notification.read",
  input: z.object({ ids: z.array(z.uuid()).max(100).optional() }),
  access: ["operator"],
  run: async ({ tx, context, changed }, { ids }): Promise<{ read: number }> => {
    const { count } = await tx.notification.updateMany({
      where: { readAt: null, ...(ids ? { id: { in: ids } } : {}) },
      data: { readAt: context.clock.now() },
    });
    if (count > 0) changed({ topic: "notification", id: context.workspaceId });
    return { read: count };
  },
});
