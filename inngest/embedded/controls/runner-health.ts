import type { Statement } from "../database.ts";
import type { Runner } from "../runner-state.ts";

/** Numbers that tell whether work gets done. */
export type RunnerHealth = {
  /** false before start and after stop */
  active: boolean;
  /** calls into functions that this process runs now, and the most it runs at a time */
  running: number;
  capacity: number;
  /** items that are due and not taken, over all processes */
  queued: number;
  /** how long the longest of them has been due, in milliseconds; 0 when there is none */
  oldestDueMilliseconds: number;
  /** when the next sleep, wait, retry, batch or cron is due; null when none is */
  nextTimerAt: Date | null;
  /** processes with a lease */
  workers: number;
};

const statement: Statement = {
  name: "runner_health",
  text: `select (select count(*)::integer from runner.item where worker_id is null) as queued,
    (select min(rank) from runner.item where worker_id is null) as oldest,
    least((select min(due_at) from runner.pause where due_at is not null), (select min(due_at) from runner.gather),
      (select min(next_at) from runner.cron)) as next,
    (select count(*)::integer from runner.worker where lease_until > now()) as workers`,
};

/** Reads the runner's numbers. */
export async function runnerHealth(runner: Runner): Promise<RunnerHealth> {
  const [row] = await runner.database.query<{
    queued: number;
    oldest: Date | null;
    next: Date | null;
    workers: number;
  }>(statement, []);
  const oldest = row?.oldest ? runner.clock.now().getTime() - row.oldest.getTime() : 0;
  return {
    active: runner.active,
    running: runner.running.size,
    capacity: runner.settings.capacity,
    queued: row?.queued ?? 0,
    oldestDueMilliseconds: Math.max(0, oldest),
    nextTimerAt: row?.next ?? null,
    workers: row?.workers ?? 0,
  };
}
