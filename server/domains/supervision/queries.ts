import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { placeOfCursor, timeCursorOf } from "#server/kernel/time-cursor.ts";
import { type SupervisionView, supervisionPolicySchema, supervisionViewSchema } from "./schema.ts";

const pageSize = 30;

/** What the supervisor found and did, newest first, one page at a time. */
export const listSupervision = defineQuery({
  name: "supervision.list",
  input: z
    .object({ cursor: z.string().nullish(), limit: z.int().min(1).max(100).default(pageSize) })
    .default({ limit: pageSize }),
  access: ["operator", "api_key"],
  scope: "runs:read",
  run: async ({ tx }, { cursor, limit }): Promise<{ items: SupervisionView[]; nextCursor: string | null }> => {
    const place = cursor ? placeOfCursor(cursor) : null;
    const rows = await tx.supervision.findMany({
      ...(place ? { where: { OR: [{ at: { lt: place.at } }, { at: place.at, id: { lt: place.id } }] } } : {}),
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const page = rows.slice(0, limit);
    const ids = [...new Set(page.flatMap((row) => (row.runId ? [row.runId] : [])))];
    const runs = await tx.run.findMany({ where: { id: { in: ids } }, select: { id: true, title: true } });
    const known = new Map(runs.map((run) => [run.id, run]));
    const last = page.at(-1);
    return {
      items: page.map((row) =>
        supervisionViewSchema.parse({ ...row, run: (row.runId && known.get(row.runId)) || null }),
      ),
      nextCursor: last && rows.length > limit ? timeCursorOf(last) : null,
    };
  },
});

/** What the operator changed of the supervisor's policy, as it is stored; the policy fills in the rest. */
export const storedSupervision = defineQuery({
  name: "supervision.stored",
  input: z.object({}).nullish(),
  access: ["operator", "system"],
  run: async ({ tx, context }): Promise<unknown> => {
    const where = { id: context.workspaceId };
    return (await tx.workspace.findUniqueOrThrow({ where, select: { supervision: true } })).supervision;
  },
});

/** The operator sets the supervisor's policy, whole: it is in force from the next decision. */
export const updateSupervision = defineCommand({
  name: "supervision.update",
  input: supervisionPolicySchema,
  access: ["operator"],
  run: async ({ tx, context, audit, changed }, policy): Promise<void> => {
    const where = { id: context.workspaceId };
    const before = await tx.workspace.findUniqueOrThrow({ where, select: { supervision: true } });
    await tx.workspace.update({ where, data: { supervision: policy } });
    await audit({
      subject: { kind: "workspace", id: context.workspaceId },
      data: { from: before.supervision, to: policy },
    });
    changed({ topic: "supervision", id: context.workspaceId });
  },
});
