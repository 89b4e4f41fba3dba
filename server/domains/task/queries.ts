import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { type TaskRow, taskRowSchema } from "./schema.ts";

/** Tasks: the open ones by due time, or the done ones latest first. */
export const listTasks = defineQuery({
  name: "task.list",
  input: z.object({
    status: z.enum(["open", "done"]).default("open"),
    contactId: z.uuid().optional(),
    limit: z.int().min(1).max(200).default(100),
  }),
  access: ["operator"],
  run: async ({ tx }, input): Promise<TaskRow[]> => {
    const rows = await tx.task.findMany({
      where: { status: input.status, ...(input.contactId ? { contactId: input.contactId } : {}) },
      orderBy:
        input.status === "open"
          ? [{ dueAt: { sort: "asc", nulls: "last" } }, { createdAt: "asc" }]
          : [{ doneAt: "desc" }, { id: "desc" }],
      take: input.limit,
    });
    const contacts = await tx.contact.findMany({
      where: { id: { in: rows.flatMap((row) => row.contactId ?? []) } },
      select: { id: true, name: true },
    });
    const contactOf = new Map(contacts.map((contact) => [contact.id, contact]));
    return rows.map((row) =>
      taskRowSchema.parse({ ...row, contact: (row.contactId && contactOf.get(row.contactId)) || null }),
    );
  },
});
