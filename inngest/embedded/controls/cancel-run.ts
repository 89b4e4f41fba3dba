import { afterCommit, noAftermath } from "../aftermath.ts";
import { endRuns } from "../end-runs-announced.ts";
import type { Runner } from "../runner-state.ts";

/**
 * Cancels a run: no further step starts, a step under way is refused its checkpoint.
 * @returns false when there is no such run or it had ended
 */
export async function cancelRun(runner: Runner, runId: string): Promise<boolean> {
  const { ended, aftermath } = await runner.database.transaction(async (query) => {
    const collected = noAftermath();
    const ends = [{ runId, status: "cancelled" as const, output: "null" }];
    const runs = await endRuns({ runner, query, ends, now: runner.clock.now(), aftermath: collected });
    return { ended: runs, aftermath: collected };
  });
  afterCommit(runner, aftermath);
  return ended.length > 0;
}
