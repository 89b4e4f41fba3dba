import type { Execution } from "./execution.ts";

/** A step that was found and is not run yet. */
export type Plan = {
  id: string;
  name: string;
  kind: "step" | "sleep" | "wait" | "invoke";
  /** ISO time of the sleep's end or the timeout */
  dueAt?: string;
  wait?: { event: string; condition?: string };
  invoke?: { functionId: string; data: Record<string, unknown> };
  /** a discovery is wanted after this step alone */
  race: boolean;
};

/** A finished step: JSON texts, one of them set. */
export type StepResult = { id: string; name: string; op: string; data: string | null; error: string | null };

/** How a run ended; `output` is the JSON text of its result or error. */
export type RunEnd = { status: "completed" | "failed" | "cancelled"; output: string };

/** What one call into a function amounts to. It counts only while the item still carries the execution's token. */
export type Receipt = {
  execution: Execution;
  results: StepResult[];
  plans: Plan[];
  retry?: { at: string; attempt: number };
  end?: RunEnd;
};
