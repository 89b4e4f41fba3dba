import type { CommandScope } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";

/** What may stand in a run's log; screens derive status, timeline and metrics from these. */
type RunEntryKind =
  | "event.received"
  | "event.understood"
  | "step.started"
  | "step.completed"
  | "step.failed"
  | "step.skipped"
  | "step.decided"
  | "agent.outcome"
  | "proposal.made"
  | "policy.decided"
  | "approval.decided"
  | "effect.intended"
  | "effect.called"
  | "effect.succeeded"
  | "effect.failed"
  | "effect.unknown"
  | "effect.compensated"
  | "wait.started"
  | "wait.ended"
  | "memory.recalled"
  | "memory.written"
  | "memory.refused"
  | "run.started"
  | "run.succeeded"
  | "run.failed"
  | "run.cancelled"
  | "run.paused"
  | "run.resumed"
  | "run.retried"
  | "run.replayed"
  | "run.escalated"
  | "run.compensating"
  | "run.compensated"
  | "compensation.noted"
  | "run.restarted"
  | "run.supervised";

/** One fact about a run. */
export type RunEntryFacts = {
  runId: string;
  /** stable per fact, so that a retried step cannot write it twice, e.g. `draft-reply:agent.outcome` */
  key: string;
  kind: RunEntryKind;
  /** the workflow's step id */
  step?: string;
  /** 0 for the first */
  attempt?: number;
  durationMs?: number;
  /** the method or model used, inputs, outputs, ids; JSON only */
  data: Record<string, unknown>;
};

/**
 * Appends one fact to a run's log in the caller's transaction. A key that is already there is left as it was first
 * written, so retries and replays are harmless.
 * @returns whether it was written now
 */
export async function appendRunEntry(
  scope: Pick<CommandScope, "tx" | "context">,
  entry: RunEntryFacts,
): Promise<boolean> {
  const data = JSON.parse(JSON.stringify(entry.data)) as Prisma.InputJsonObject;
  const written = await scope.tx.runEntry.createMany({
    data: [
      {
        workspaceId: scope.context.workspaceId,
        runId: entry.runId,
        key: entry.key,
        at: scope.context.clock.now(),
        kind: entry.kind,
        step: entry.step ?? null,
        attempt: entry.attempt ?? 0,
        durationMs: entry.durationMs === undefined ? null : Math.max(0, Math.round(entry.durationMs)),
        data,
      },
    ],
    skipDuplicates: true,
  });
  return written.count === 1;
}
