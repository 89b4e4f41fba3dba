import type { Clock } from "#server/kernel/clock.ts";
import type { BatchLane } from "./batch-lane.ts";
import type { RunnerDatabase } from "./database.ts";
import type { Execution } from "./execution.ts";
import type { FunctionRegistry } from "./function-registry.ts";
import type { Receipt } from "./receipt.ts";
import type { ObservedEnd, Retention } from "./runner-options.ts";
import type { CallServe } from "./serve-caller.ts";
import type { ArrivingEvent } from "./wire-event.ts";

/** A write of finished steps while their call goes on. */
export type Checkpoint = {
  itemId: string;
  token: string;
  runId: string;
  steps: { id: string; name: string; data: string }[];
};

/** What the parts of one runner share. Lanes whose output is a boolean say whether the item was still held. Lanes group what arrives at the same time into one statement or transaction. */
export type Runner = {
  database: RunnerDatabase;
  clock: Clock;
  callServe: CallServe;
  registry: FunctionRegistry;
  /** Fills `registry`, once; events wait for it. */
  registered: () => Promise<void>;
  settings: {
    capacity: number;
    leaseMilliseconds: number;
    pollMilliseconds: number;
    callTimeoutMilliseconds: number;
    backoff: (attempt: number) => number;
    retention: Retention;
  };
  onRunEnd?: (end: ObservedEnd) => void;
  /** this process's row in runner.worker; a new one after the lease was lost */
  workerId: string;
  /** false before start and after stop: nothing is claimed */
  active: boolean;
  /** executions by item id, with the promise that ends with each */
  running: Map<string, { execution: Execution; done: Promise<void> }>;
  /** capacity promised to items that a statement in flight is about to lease */
  reserved: number;
  /** whether due items may be left in the queue for want of capacity: whoever ends then looks for the next */
  backlog: boolean;
  /** whether an event could not be matched: the poll tries again */
  matchAgain: boolean;
  /** items whose outcome could not be written: given back at the next heartbeat */
  orphans: Set<string>;
  /** events that arrive while waits are being written: matched again afterwards; null when none are */
  arrivedMeanwhile: ArrivingEvent[] | null;
  accept: BatchLane<ArrivingEvent, boolean>;
  checkpoint: BatchLane<Checkpoint, boolean>;
  /** ends of runs that nothing else hangs on: one lean statement */
  finish: BatchLane<Receipt, boolean>;
  /** every other outcome: one transaction */
  settle: BatchLane<Receipt, boolean>;
  match: BatchLane<ArrivingEvent, void>;
  /** Looks for due items soon. */
  wakeClaims: () => void;
  /** Makes sure that timers are looked at by then. */
  wakeTimersAt: (time: Date) => void;
};
