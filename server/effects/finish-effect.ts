import type { CommandScope } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import { openEscalation } from "#server/domains/escalation/index.ts";
import type { ClosedProposal } from "#server/domains/proposal/index.ts";
import { appendRunEntry } from "#server/domains/run/index.ts";
import { noteReversal } from "#server/domains/trust/index.ts";
import { completeCompensation } from "./complete-compensation.ts";
import type { EffectRecord } from "./locked-effect.ts";

/** How an effect ended. */
export type EffectEnd =
  | { status: "succeeded"; receipt: Record<string, unknown> }
  | { status: "failed" | "unknown"; message: string };

type Subject = { proposal: ClosedProposal; effect: EffectRecord };

/** Writes an effect's end, its proposal's, the log, the audit entry and, where the operator is needed, one review task. */
export async function finishEffect(scope: CommandScope, subject: Subject, end: EffectEnd): Promise<void> {
  const { tx, context } = scope;
  const { proposal, effect } = subject;
  const now = context.clock.now();
  const succeeded = end.status === "succeeded";
  const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonObject;
  await tx.effect.update({
    where: { id: effect.id },
    data: {
      status: end.status,
      finishedAt: now,
      leaseUntil: null,
      ...(succeeded ? { receipt: json(end.receipt) } : { error: { message: end.message } }),
    },
  });
  // an unknown outcome leaves the proposal approved: the operator's answer decides
  if (end.status !== "unknown") {
    await tx.proposal.update({ where: { id: proposal.id }, data: { status: succeeded ? "executed" : "failed" } });
  }
  if (succeeded && proposal.compensatesId) await markCompensated(scope, proposal.compensatesId, effect);
  const data = {
    effectId: effect.id,
    proposalId: proposal.id,
    action: effect.action,
    attempts: effect.attempts,
    ...(succeeded ? { receipt: end.receipt } : { message: end.message }),
  };
  await appendRunEntry(scope, {
    runId: effect.runId,
    step: proposal.step,
    key: `${effect.id}:effect.${end.status}:${effect.lease}:${effect.attempts}`,
    kind: `effect.${end.status}`,
    durationMs: effect.calledAt ? now.getTime() - effect.calledAt.getTime() : 0,
    data,
  });
  if (succeeded && proposal.compensatesId) await completeCompensation(scope, effect.runId);
  await scope.audit({
    subject: { kind: "effect", id: effect.id },
    runId: effect.runId,
    data: { status: end.status, ...data },
  });
  if (!succeeded && !(await isTold(scope, subject, end))) await escalate(scope, subject, end);
  scope.changed({ topic: "proposal", id: proposal.id });
  scope.changed({ topic: "run", id: effect.runId });
}

/** A reversal that failed while its run is taken back stands in the run's own review task, with all the others. */
async function isTold({ tx }: CommandScope, { proposal, effect }: Subject, end: EffectEnd): Promise<boolean> {
  if (!proposal.compensatesId || end.status !== "failed") return false;
  const run = await tx.run.findUnique({ where: { id: effect.runId }, select: { compensation: true } });
  return run?.compensation === "under-way";
}

async function escalate(
  scope: CommandScope,
  { proposal, effect }: Subject,
  end: Extract<EffectEnd, { message: string }>,
): Promise<void> {
  const unknown = end.status === "unknown";
  await openEscalation(scope, {
    runId: effect.runId,
    effectId: effect.id,
    key: effect.id,
    title: unknown ? `Did this happen? ${proposal.title}` : `This failed: ${proposal.title}`,
    happened: end.message,
    done: unknown
      ? "It was started once and no answer came back. It was not repeated, so it cannot have happened twice."
      : `Nothing was done, after ${effect.attempts} ${effect.attempts === 1 ? "attempt" : "attempts"}.`,
  });
}

async function markCompensated(scope: CommandScope, originalId: string, by: EffectRecord): Promise<void> {
  const marked = await scope.tx.effect.updateMany({
    where: { id: originalId, status: "succeeded" },
    data: { status: "compensated" },
  });
  if (marked.count === 0) return;
  const original = await scope.tx.effect.findUniqueOrThrow({ where: { id: originalId } });
  await appendRunEntry(scope, {
    runId: original.runId,
    key: `${originalId}:effect.compensated`,
    kind: "effect.compensated",
    data: { effectId: originalId, proposalId: original.proposalId, by: by.id },
  });
  await noteReversal(scope, await scope.tx.proposal.findUniqueOrThrow({ where: { id: original.proposalId } }));
}
