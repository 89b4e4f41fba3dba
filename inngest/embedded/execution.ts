import type { FunctionEvent } from "./wire-event.ts";

/** A memoised step result, as stored: `data` and `error` are JSON texts, one of them is set. */
type Memo = { id: string; data: string | null; error: string | null };

/** One claimed item with all that a call into its function needs. */
export type Execution = {
  item: {
    id: string;
    /** the fencing token: whoever claims the item next gets a higher one */
    token: string;
    /** "" for a discovery call, else the hashed id of the step to run */
    stepId: string;
    /** 0 for the first try */
    attempt: number;
    /** times that a process stopped while it held the item */
    takeovers: number;
  };
  run: { id: string; functionId: string; hasParent: boolean; pending: number };
  events: [FunctionEvent, ...FunctionEvent[]];
  /** in the order of completion */
  memos: Memo[];
};
