import type { CommandScope } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { EscalationOption } from "./open.ts";

/**
 * Takes an open review task to resolved with one of its options, by compare-and-swap: of two devices one wins. The caller
 * has looked whether the option holds, and does what it says in the same transaction. What was offered is kept.
 * @throws AppError not_found | conflict
 */
export async function closeEscalation(
  scope: CommandScope,
  request: { escalationId: string; option: string; note?: string; offered: readonly EscalationOption[] },
): Promise<{ id: string; runId: string | null; effectId: string | null }> {
  const { tx, context } = scope;
  const { escalationId: id, option } = request;
  const swapped = await tx.escalation.updateMany({
    where: { id, status: "open" },
    data: {
      status: "resolved",
      resolution: option,
      resolvedAt: context.clock.now(),
      options: request.offered.map(({ id: name, label, description }) => ({ id: name, label, description })),
    },
  });
  const row = await tx.escalation.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", "There is no such review task");
  if (swapped.count === 0) throw new AppError("conflict", "It has already been resolved, here or on another device");
  await scope.audit({
    subject: { kind: "escalation", id },
    ...(request.note ? { reason: request.note } : {}),
    data: { option, effectId: row.effectId, offered: request.offered.map((offer) => offer.id) },
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
