import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type EscalationView, escalationSchema } from "./schema.ts";

/** Review tasks, newest first. */
export const listEscalations = defineQuery({
  name: "escalation.list",
  input: z.object({
    status: z.enum(["open", "resolved"]).default("open"),
    limit: z.int().min(1).max(100).default(50),
  }),
  access: ["operator", "api_key"],
  scope: "runs:read",
  run: async ({ tx }, { status, limit }): Promise<EscalationView[]> => {
    const rows = await tx.escalation.findMany({
      where: { status },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit,
    });
    return rows.map((row) => escalationSchema.parse(row));
  },
});

/** One review task. */
export const getEscalation = defineQuery({
  name: "escalation.get",
  input: z.object({ escalationId: z.uuid() }),
  access: ["operator"],
  run: async ({ tx }, { escalationId }): Promise<EscalationView> => {
    const row = await tx.escalation.findUnique({ where: { id: escalationId } });
    if (!row) throw new AppError("not_found", "There is no such review task");
    return escalationSchema.parse(row);
  },
});
