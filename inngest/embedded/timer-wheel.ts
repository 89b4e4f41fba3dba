import { log } from "#server/kernel/log.ts";
import type { Statement } from "./database.ts";
import { fireTimers } from "./fire-timers.ts";
import type { Runner } from "./runner-state.ts";

const longestTimeout = 2 ** 31 - 1;
const retryMilliseconds = 1000;

const nextStatement: Statement = {
  name: "runner_next_due",
  text: `select least(
      (select min(due_at) from runner.pause where due_at is not null),
      (select min(due_at) from runner.gather),
      (select min(next_at) from runner.cron)
    ) as next`,
};

/** One timer that is set to the next due time of all; nothing runs before it. */
export type TimerWheel = {
  /** Makes sure that the timer goes off by then. */
  wakeAt: (time: Date) => void;
  /** Looks in the database when the next time is; also finds what other processes wrote. */
  refresh: () => Promise<void>;
  /** Does what is due by the clock now. */
  fireNow: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Makes the timer of a runner. */
export function timerWheel(runner: Runner): TimerWheel {
  let timer: NodeJS.Timeout | undefined;
  let setFor = Number.POSITIVE_INFINITY;
  let firing: Promise<void> | undefined;
  let again = false;

  function arm(milliseconds: number): void {
    if (milliseconds >= setFor || !runner.active) return;
    setFor = milliseconds;
    clearTimeout(timer);
    const wait = Math.max(0, milliseconds - runner.clock.now().getTime());
    timer = setTimeout(fire, Math.min(wait, longestTimeout));
    timer.unref();
  }

  async function refresh(): Promise<void> {
    const [row] = await runner.database.query<{ next: Date | null }>(nextStatement, []);
    if (row?.next) arm(row.next.getTime());
  }

  async function fireOnce(): Promise<void> {
    try {
      do {
        again = false;
        await fireTimers(runner);
      } while (again);
      await refresh();
    } catch (error) {
      if (!runner.active) return;
      log.warn({ error }, "timers failed");
      arm(runner.clock.now().getTime() + retryMilliseconds);
    } finally {
      firing = undefined;
    }
  }

  function fire(): void {
    setFor = Number.POSITIVE_INFINITY;
    again = true;
    firing ??= fireOnce();
  }

  return {
    wakeAt: (time) => arm(time.getTime()),
    refresh,
    fireNow: async () => {
      fire();
      await firing;
    },
    stop: async () => {
      clearTimeout(timer);
      await firing;
    },
  };
}
