import type { CommandScope } from "#server/commands/define-command.ts";
import { AppError, invalidField } from "#server/kernel/errors.ts";
import { escalationSchema } from "./schema.ts";

/**
 * Takes an open review task to resolved with one of its options, by compare-and-swap: of two devices one wins.
 * The caller does what the option says in the same transaction.
 * @throws AppError not_found | invalid | conflict
 */
export async function closeEscalation(
  scope: CommandScope,
  request: { escalationId: string; option: string; note?: string },
): Promise<{ id: string; runId: string | null; effectId: string | null }> {
  const { tx, context } = scope;
  const { escalationId: id, option } = request;
  const swapped = await tx.escalation.updateMany({
    where: { id, status: "open" },
    data: { status: "resolved", resolution: option, resolvedAt: context.clock.now() },
  });
  const row = await tx.escalation.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", "There is no such review task");
  if (swapped.count === 0) throw new AppError("conflict", "It has already been resolved, here or on another device");
  const options = escalationSchema.shape.options.parse(row.options);
  if (!options.some((candidate) => candidate.id === option)) throw invalidField("option", "is not one of its options");
  await scope.audit({
    subject: { kind: "escalation", id },
    ...(request.note ? { reason: request.note } : {}),
    data: { option, effectId: row.effectId },
    ...(row.runId ? { runId: row.runId } : {}),
  });
  await scope.emit("escalation.resolved", {
    workspaceId: context.workspaceId,
    escalationId: id,
    runId: row.runId,
    option,
  });
  scope.changed({ topic: "escalation", id });
  return row;
}
