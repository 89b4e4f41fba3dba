import type { CommandScope } from "#server/commands/define-command.ts";
import type { Evidence } from "#server/domains/proposal/schema.ts";
import { appendRunEntry } from "#server/domains/run/index.ts";
import { stableId } from "#server/kernel/ids.ts";

/** One thing that the operator can choose; `does` names the remedy that it is, where its id is not one. */
export type EscalationOption = { id: string; label: string; description: string; does?: string };

/** A review task to open. */
export type EscalationFacts = {
  runId?: string;
  effectId?: string;
  eventId?: string;
  /** what this is about, beside the effect: the same subject never has two review tasks */
  key: string;
  title: string;
  happened: string;
  done?: string;
  /** where it can be looked up, beside what follows from the run and the event */
  evidence?: readonly Evidence[];
  /** left out, they follow from what is valid at the time of looking */
  options?: readonly EscalationOption[];
  /** an open one is told anew, because more has happened since */
  refresh?: boolean;
};

/** Opens a review task, once per subject: a repeated call finds the first; one that was resolved opens again. */
export async function openEscalation(scope: CommandScope, facts: EscalationFacts): Promise<{ escalationId: string }> {
  const { tx, context } = scope;
  const { key, options, refresh, evidence, ...columns } = facts;
  const id = stableId("escalation", context.workspaceId, facts.effectId ?? key);
  const now = context.clock.now();
  const existing = await tx.escalation.findUnique({ where: { id } });
  const row = {
    ...columns,
    done: columns.done ?? "",
    evidence: (evidence ?? []).map((item) => ({ ...item })),
    options: (options ?? []).map(({ does: _, ...option }) => option),
    remedies: options
      ? Object.fromEntries(options.flatMap(({ id, does }) => (does ? [[id, does]] : [])))
      : { generated: true },
  };
  if (existing?.status === "open") {
    if (refresh) {
      await tx.escalation.update({ where: { id }, data: row });
      scope.changed({ topic: "escalation", id });
    }
    return { escalationId: id };
  }
  const opening = existing
    ? await tx.escalation.updateMany({
        where: { id, status: "resolved" },
        data: { ...row, status: "open", resolution: null, resolvedAt: null, createdAt: now },
      })
    : await tx.escalation.createMany({
        skipDuplicates: true,
        data: [{ ...row, id, workspaceId: context.workspaceId, createdAt: now }],
      });
  if (opening.count === 0) return { escalationId: id };
  if (facts.runId) {
    await appendRunEntry(scope, {
      runId: facts.runId,
      key: `${id}:run.escalated:${now.toISOString()}`,
      kind: "run.escalated",
      data: { escalationId: id, title: facts.title, happened: facts.happened },
    });
  }
  await scope.audit({
    subject: { kind: "escalation", id },
    reason: facts.happened,
    data: { opened: facts.title },
    ...(facts.runId ? { runId: facts.runId } : {}),
  });
  const { workspaceId } = context;
  await scope.emit("escalation.opened", { workspaceId, escalationId: id, at: now.toISOString() });
  scope.changed({ topic: "escalation", id });
  return { escalationId: id };
}
