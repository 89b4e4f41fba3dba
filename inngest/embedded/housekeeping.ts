import { log } from "#server/kernel/log.ts";
import { matchLeftEvents } from "./match-events.ts";
import type { Runner } from "./runner-state.ts";
import { sweep } from "./sweep.ts";
import type { TimerWheel } from "./timer-wheel.ts";
import { renewWorker } from "./worker/heartbeat.ts";
import { takeOver } from "./worker/take-over.ts";

const leaseParts = 4;

/** Repeats a task, with `pause` between the end of one and the start of the next; a failure is logged and not the end. */
function repeatedly(runner: Runner, options: { name: string; pause: number; task: () => Promise<unknown> }) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  async function once(): Promise<void> {
    try {
      await options.task();
    } catch (error) {
      if (runner.active) log.warn({ error, task: options.name }, "a task of the runner failed");
    }
    if (runner.active) schedule();
  }
  function schedule(): void {
    timer = setTimeout(() => {
      running = once();
    }, options.pause);
    timer.unref();
  }
  schedule();
  return async () => {
    clearTimeout(timer);
    await running;
  };
}

/** Starts what a runner does by the clock: lease renewal, polling for others' work, removal of old rows. */
export function housekeeping(runner: Runner, timers: TimerWheel): { stop: () => Promise<void> } {
  const { leaseMilliseconds, pollMilliseconds, retention } = runner.settings;
  const stops = [
    repeatedly(runner, {
      name: "lease",
      pause: leaseMilliseconds / leaseParts,
      task: async () => {
        await renewWorker(runner);
        // what a stopped process held may include events that it had not matched yet
        if (await takeOver(runner)) runner.matchAgain = true;
      },
    }),
    repeatedly(runner, {
      name: "poll",
      pause: pollMilliseconds,
      task: async () => {
        runner.wakeClaims();
        await timers.refresh();
        if (!runner.matchAgain) return;
        runner.matchAgain = false;
        await matchLeftEvents(runner);
      },
    }),
    repeatedly(runner, { name: "sweep", pause: retention.sweepMilliseconds, task: () => sweep(runner) }),
  ];
  return {
    stop: async () => {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}
