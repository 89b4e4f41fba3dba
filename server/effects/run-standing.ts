import type { CommandScope } from "#server/commands/define-command.ts";

/** What a run's own standing means for its effects. */
export type RunStanding = { paused: "paused" | "run-paused" | null; cancelled: boolean };

type Row = { cancelled: boolean; runPaused: boolean };

/**
 * How the run of a proposal stands, for its effect. The run's row is held to the end of the transaction: a pause or a
 * cancellation comes before it or after it, never between. What takes an effect back does not depend on its run.
 */
export async function standingOfRun(
  { tx, context }: Pick<CommandScope, "tx" | "context">,
  proposal: { runId: string; compensatesId: string | null },
): Promise<RunStanding> {
  const workspace = await tx.workspace.findUniqueOrThrow({
    where: { id: context.workspaceId },
    select: { pausedAt: true },
  });
  const paused = workspace.pausedAt ? "paused" : null;
  if (proposal.compensatesId) return { paused, cancelled: false };
  const [run] = await tx.$queryRaw<Row[]>`
    select status = 'cancelled' as cancelled, paused_at is not null and finished_at is null as "runPaused"
    from run where id = ${proposal.runId}::uuid for share`;
  return { paused: paused ?? (run?.runPaused ? "run-paused" : null), cancelled: run?.cancelled ?? false };
}
