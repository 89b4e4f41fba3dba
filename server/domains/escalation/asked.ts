import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { AppError } from "#server/kernel/errors.ts";

/** How a question that a run asked was answered; null while it is open, or when nobody answered in time. */
export type AskedAnswer = { open: boolean; option: string | null; note: string | null };

const unanswered = "unanswered";

/**
 * The answer to a run's question.
 * @throws AppError not_found
 */
export const answerOfEscalation = defineQuery({
  name: "escalation.answer",
  input: z.object({ escalationId: z.uuid() }),
  access: ["system"],
  run: async ({ tx }, { escalationId }): Promise<AskedAnswer> => {
    const row = await tx.escalation.findUnique({ where: { id: escalationId } });
    if (!row) throw new AppError("not_found", "There is no such review task");
    if (row.status === "open") return { open: true, option: null, note: null };
    const decided = await tx.auditEntry.findFirst({
      where: { subjectKind: "escalation", subjectId: escalationId, action: "escalation.resolve" },
      orderBy: { sequence: "desc" },
      select: { reason: true },
    });
    const option = row.resolution === unanswered ? null : row.resolution;
    return { open: false, option, note: decided?.reason ?? null };
  },
});

/** Closes a question that nobody answered in time; one that was answered stays answered. */
export const lapseEscalation = defineCommand({
  name: "escalation.lapse",
  input: z.object({ escalationId: z.uuid() }),
  access: ["system"],
  run: async ({ tx, context, audit, changed }, { escalationId }): Promise<{ lapsed: boolean }> => {
    const closed = await tx.escalation.updateMany({
      where: { id: escalationId, status: "open" },
      data: { status: "resolved", resolution: unanswered, resolvedAt: context.clock.now() },
    });
    if (closed.count === 0) return { lapsed: false };
    await audit({ subject: { kind: "escalation", id: escalationId }, reason: "Nobody answered in time" });
    changed({ topic: "escalation", id: escalationId });
    return { lapsed: true };
  },
});
