import type { Clock } from "#server/kernel/clock.ts";
import type { ServeHandler } from "./serve-caller.ts";
import type { FunctionEvent } from "./wire-event.ts";

/** What a runner needs, and what may be tuned. Times are milliseconds. */
export type RunnerOptions = {
  /** the database that the runner's tables are in; the runner acts as role `adjutant_runner` there */
  databaseUrl: string;
  /** what `serve({client, functions})` returned, or a function that gives it when the runner starts */
  handler: ServeHandler;
  /** the key that the client checks signatures with */
  signingKey: string;
  clock?: Clock;
  /** calls into functions at a time; default 100 */
  capacity?: number;
  /** how long a silent worker keeps its items; default 10,000 */
  leaseMilliseconds?: number;
  /** how often due work of other processes is looked for; default 2,000 */
  pollMilliseconds?: number;
  /** longest single call into a function before it counts as a failed attempt; default 2 hours */
  callTimeoutMilliseconds?: number;
  /** wait before attempt `attempt` (1 is the first retry); default as on a real server */
  backoff?: (attempt: number) => number;
  retention?: Partial<Retention>;
  /** called after the end of a run that this process ran is stored; for measurements and tests */
  onRunEnd?: (end: ObservedEnd) => void;
};

/** A run whose end is stored, with the event that started it. */
export type ObservedEnd = { runId: string; functionId: string; status: "completed" | "failed"; event: FunctionEvent };

/** How long ended work is kept. */
export type Retention = {
  /** step results of ended runs; default 7 days */
  stepMilliseconds: number;
  /** ended runs and their events; default 30 days */
  runMilliseconds: number;
  /** how often old rows are removed; default 10 minutes */
  sweepMilliseconds: number;
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const backoffTable = [
  15_000,
  30_000,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  20 * minute,
  40 * minute,
  hour,
  2 * hour,
];
const jitter = 30_000;

/** A real server's waits between attempts: a table, plus up to 30 seconds at random. */
export function defaultBackoff(attempt: number): number {
  const step = backoffTable[Math.min(Math.max(attempt, 1), backoffTable.length) - 1] ?? minute;
  return step + Math.random() * jitter;
}

/** How long an idempotency key and a sender's event id are remembered: 24 hours, as on a real server. */
export const idempotencyMilliseconds = day;

/** Retention where nothing else is asked for. */
export const defaultRetention: Retention = {
  stepMilliseconds: 7 * day,
  runMilliseconds: 30 * day,
  sweepMilliseconds: 10 * minute,
};

/** The longest call that is waited for where nothing else is asked for. */
export const defaultCallTimeout = 2 * hour;
