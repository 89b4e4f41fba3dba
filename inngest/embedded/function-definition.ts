import type { Expression } from "./expression.ts";

/** What starts a run: an event by name (a trailing `*` matches any rest), if the expression holds. */
type EventTrigger = { event: string; expression?: Expression };

/** A clock trigger: the text as declared (with an optional `TZ=<zone> ` prefix), its five or six fields, its zone. */
export type CronTrigger = { declared: string; pattern: string; zone: string };

/** At most `limit` items of one key run at a time; `scope` says who shares the key. */
export type ConcurrencyLimit = { limit: number; key?: Expression; scope: "fn" | "env" | "account" };

/** One event that cancels a run of the function; `timeout`, a duration or ISO time, ends the listening. */
type CancelRule = { event: string; condition?: string; timeout?: string };

/** A function as registered in band, checked and compiled. All times are milliseconds. */
export type FunctionDefinition = {
  id: string;
  name: string;
  /** attempts of each step in all: retries + 1 */
  maximumAttempts: number;
  events: EventTrigger[];
  crons: CronTrigger[];
  idempotency?: Expression;
  batch?: { maximumSize: number; timeout: number; key?: Expression; condition?: Expression };
  rateLimit?: { limit: number; period: number; key?: Expression };
  throttle?: { limit: number; period: number; burst: number; key?: Expression };
  debounce?: { period: number; timeout?: number; key?: Expression };
  concurrency: ConcurrencyLimit[];
  /** seconds by which a run is preferred, -600 to 600 */
  priority?: Expression;
  singleton?: { mode: "skip" | "cancel"; key?: Expression };
  timeouts: { start?: number; finish?: number };
  cancel: CancelRule[];
};

/** Whether starting a run takes more than inserting it: its events go through the slower, one by one path. */
export function hasFlowControl(definition: FunctionDefinition): boolean {
  const { idempotency, batch, rateLimit, throttle, debounce, singleton } = definition;
  return Boolean(idempotency ?? batch ?? rateLimit ?? throttle ?? debounce ?? singleton);
}
