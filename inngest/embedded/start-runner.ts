import { setTimeout as delay } from "node:timers/promises";
import { log } from "#server/kernel/log.ts";
import { scheduleCrons } from "./cron/schedule-crons.ts";
import { housekeeping } from "./housekeeping.ts";
import { matchLeftEvents } from "./match-events.ts";
import type { Runner } from "./runner-state.ts";
import type { TimerWheel } from "./timer-wheel.ts";
import { registerWorker } from "./worker/heartbeat.ts";
import { signOff } from "./worker/sign-off.ts";
import { takeOver } from "./worker/take-over.ts";

const defaultGrace = 5000;

/** Registers the functions, takes over what was left, and starts to work. */
export async function startRunner(runner: Runner, timers: TimerWheel): Promise<{ stop: () => Promise<void> }> {
  await runner.registered();
  await registerWorker(runner);
  await takeOver(runner);
  await runner.database.transaction((query) => scheduleCrons(runner, query));
  runner.active = true;
  await matchLeftEvents(runner);
  await timers.refresh();
  runner.wakeClaims();
  log.info({ functions: runner.registry.all.length, workerId: runner.workerId }, "the embedded runner is at work");
  return housekeeping(runner, timers);
}

/** Stops taking work, waits for what runs, gives the rest back and closes the runner's connections. */
export async function stopRunner(options: {
  runner: Runner;
  timers: TimerWheel;
  claims: { idle: () => Promise<void> };
  started?: { stop: () => Promise<void> };
  graceMilliseconds?: number;
}): Promise<void> {
  const { runner, timers, claims, started, graceMilliseconds = defaultGrace } = options;
  runner.active = false;
  await Promise.all([started?.stop(), timers.stop(), claims.idle()]);
  const grace = new AbortController();
  const calls = Promise.all([...runner.running.values()].map((running) => running.done));
  await Promise.race([calls, delay(graceMilliseconds, undefined, { signal: grace.signal }).catch(() => undefined)]);
  grace.abort();
  await Promise.all(
    [runner.accept, runner.checkpoint, runner.finish, runner.settle, runner.match].map((lane) => lane.idle()),
  );
  if (started) await signOff(runner);
  await runner.database.close();
}
