import { systemClock } from "#server/kernel/clock.ts";
import { AppError } from "#server/kernel/errors.ts";
import { acceptGroup } from "./accept-group.ts";
import { type RunnerFetch, runnerFetch } from "./api/runner-fetch.ts";
import { batchLane } from "./batch-lane.ts";
import { claimLoop } from "./claim-loop.ts";
import { cancelRun } from "./controls/cancel-run.ts";
import { inspectRun, listRuns, type RunSummary, type StepSummary } from "./controls/inspect-runs.ts";
import { type RunnerHealth, runnerHealth } from "./controls/runner-health.ts";
import { openDatabase } from "./database.ts";
import { finishRuns } from "./finish-runs.ts";
import { functionRegistry } from "./function-registry.ts";
import { matchEvents } from "./match-events.ts";
import { registerFunctions } from "./register-functions.ts";
import { defaultBackoff, defaultCallTimeout, defaultRetention, type RunnerOptions } from "./runner-options.ts";
import type { Runner } from "./runner-state.ts";
import { serveCaller } from "./serve-caller.ts";
import { settleReceipts } from "./settle-receipts.ts";
import { startRunner, stopRunner } from "./start-runner.ts";
import { timerWheel } from "./timer-wheel.ts";
import { writeCheckpoints } from "./write-checkpoints.ts";

/** Runs Inngest SDK functions over Postgres, in this process. */
export type EmbeddedRunner = {
  /** The `fetch` for the Inngest client. It answers before `start` too: events are stored and run later. */
  fetch: RunnerFetch;
  /**
   * Registers the functions, takes over what stopped processes left, and begins to work.
   * @throws AppError invalid, naming function and option, for what the runner cannot do
   */
  start: () => Promise<void>;
  /** Takes no more work, waits for calls that run (at most `graceMilliseconds`, default 5,000), gives the rest back. */
  stop: (options?: { graceMilliseconds?: number }) => Promise<void>;
  /** Cancels a run. @returns false when there is none of that id or it had ended */
  cancel: (runId: string) => Promise<boolean>;
  /** One run with its steps; null when there is none of that id. */
  inspect: (runId: string) => Promise<(RunSummary & { steps: StepSummary[] }) | null>;
  /** Runs, newest first. */
  list: (options?: { functionId?: string; live?: boolean; before?: string; limit?: number }) => Promise<RunSummary[]>;
  health: () => Promise<RunnerHealth>;
  /** Looks at timers and the queue now; for tests that move an injected clock. */
  poll: () => Promise<void>;
};

const defaults = { capacity: 100, leaseMilliseconds: 10_000, pollMilliseconds: 2000 };
const maximumConnections = 6;
const groupSizes = { accept: 200, checkpoint: 200, finish: 200, settle: 50, match: 50 };

function unreachable(): never {
  throw new AppError("internal", "The runner is not put together yet");
}

function createState(options: RunnerOptions): Runner {
  const { capacity, leaseMilliseconds, pollMilliseconds } = { ...defaults, ...options };
  const runner: Runner = {
    database: openDatabase({ databaseUrl: options.databaseUrl, maximumConnections }),
    clock: options.clock ?? systemClock,
    callServe: serveCaller({ handler: options.handler, signingKey: options.signingKey }),
    registry: functionRegistry([]),
    registered: unreachable,
    settings: {
      capacity,
      leaseMilliseconds,
      pollMilliseconds,
      callTimeoutMilliseconds: options.callTimeoutMilliseconds ?? defaultCallTimeout,
      backoff: options.backoff ?? defaultBackoff,
      retention: { ...defaultRetention, ...options.retention },
    },
    onRunEnd: options.onRunEnd,
    workerId: "",
    active: false,
    running: new Map(),
    reserved: 0,
    backlog: false,
    matchAgain: false,
    orphans: new Set(),
    arrivedMeanwhile: null,
    accept: batchLane({ maximum: groupSizes.accept, run: (events) => acceptGroup(runner, events) }),
    checkpoint: batchLane({ maximum: groupSizes.checkpoint, run: (group) => writeCheckpoints(runner, group) }),
    finish: batchLane({ maximum: groupSizes.finish, run: (group) => finishRuns(runner, group) }),
    settle: batchLane({ maximum: groupSizes.settle, run: (group) => settleReceipts(runner, group) }),
    match: batchLane({
      maximum: groupSizes.match,
      run: async (group) => {
        await matchEvents(runner, group);
        return group.map(() => undefined);
      },
    }),
    wakeClaims: unreachable,
    wakeTimersAt: unreachable,
  };
  return runner;
}

/**
 * Makes a runner. Give its `fetch` to the Inngest client, the client's `serve` handler to it, and start it.
 * It runs functions that the SDK declares, and refuses what it cannot do when it starts.
 */
export function createEmbeddedRunner(options: RunnerOptions): EmbeddedRunner {
  const runner = createState(options);
  const claims = claimLoop(runner);
  const timers = timerWheel(runner);
  runner.wakeClaims = () => {
    if (runner.active) claims.wake();
  };
  runner.wakeTimersAt = timers.wakeAt;
  let registration: Promise<void> | undefined;
  runner.registered = () => {
    registration ??= registerFunctions(runner.callServe).then((registry) => {
      runner.registry = registry;
    });
    // a refusal must not stick: the next event or start asks again
    registration.catch(() => {
      registration = undefined;
    });
    return registration;
  };
  let started: Awaited<ReturnType<typeof startRunner>> | undefined;
  return {
    fetch: runnerFetch(runner),
    start: async () => {
      started ??= await startRunner(runner, timers);
    },
    stop: async (stopOptions) => {
      await stopRunner({ runner, timers, claims, started, graceMilliseconds: stopOptions?.graceMilliseconds });
      started = undefined;
    },
    cancel: (runId) => cancelRun(runner, runId),
    inspect: (runId) => inspectRun(runner, runId),
    list: (listOptions) => listRuns(runner, listOptions),
    health: () => runnerHealth(runner),
    poll: async () => {
      await timers.fireNow();
      claims.wake();
      await claims.idle();
    },
  };
}
