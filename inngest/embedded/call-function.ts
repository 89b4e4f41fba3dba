import type { Execution } from "./execution.ts";
import type { CallServe, ServeAnswer } from "./serve-caller.ts";

const requestVersion = 2;

/** Calls a function for one item: a discovery of what comes next, or one planned step. */
export function callFunction(options: {
  callServe: CallServe;
  execution: Execution;
  maximumAttempts: number;
}): Promise<ServeAnswer> {
  const { item, run, events, memos } = options.execution;
  const steps: Record<string, unknown> = {};
  for (const memo of memos) {
    steps[memo.id] =
      memo.error === null
        ? { type: "data", data: JSON.parse(memo.data ?? "null") }
        : { type: "error", error: JSON.parse(memo.error) };
  }
  return options.callServe({
    method: "POST",
    search: `?fnId=${encodeURIComponent(run.functionId)}&stepId=${item.stepId || "step"}`,
    headers: { "x-inngest-generation-id": item.token, "x-request-id": `${item.id}-${item.token}` },
    body: {
      version: requestVersion,
      event: events[0],
      events,
      steps,
      ctx: {
        run_id: run.id,
        // with a function id the SDK checkpoints each step while the call goes on
        fn_id: run.functionId,
        qi_id: item.id,
        attempt: item.attempt,
        max_attempts: options.maximumAttempts,
        disable_immediate_execution: run.pending > 0,
        use_api: false,
        stack: { stack: memos.map((memo) => memo.id), current: memos.length },
      },
    },
  });
}
