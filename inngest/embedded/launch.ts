import { log } from "#server/kernel/log.ts";
import { completionIsListenedTo } from "./announce-ends.ts";
import { callFunction } from "./call-function.ts";
import type { Execution } from "./execution.ts";
import { errorText, failed, failedAttempt, receiptOf } from "./outcome.ts";
import { persist } from "./persist.ts";
import type { Receipt } from "./receipt.ts";
import type { Runner } from "./runner-state.ts";

/** Times that a process may stop under one attempt before the attempt counts as failed. */
const maximumTakeovers = 10;

function withLimit<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms`)), milliseconds);
    timer.unref();
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function run(runner: Runner, execution: Execution): Promise<Receipt> {
  const definition = runner.registry.byId.get(execution.run.functionId);
  if (!definition) {
    return failed(
      execution,
      errorText("UnknownFunctionError", `Function "${execution.run.functionId}" is not registered`),
    );
  }
  const { maximumAttempts } = definition;
  const context = { execution, maximumAttempts, now: runner.clock.now(), backoff: runner.settings.backoff };
  if (execution.item.takeovers >= maximumTakeovers) {
    return failedAttempt(
      context,
      errorText("CrashError", `The process stopped ${maximumTakeovers} times in this step`),
    );
  }
  try {
    const call = callFunction({ callServe: runner.callServe, execution, maximumAttempts });
    const answer = await withLimit(call, runner.settings.callTimeoutMilliseconds);
    return receiptOf({ ...context, now: runner.clock.now() }, answer);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return failedAttempt({ ...context, now: runner.clock.now() }, errorText("CallError", message));
  }
}

function isPlainFinish(runner: Runner, receipt: Receipt): boolean {
  return (
    receipt.end?.status === "completed" &&
    receipt.results.length === 0 &&
    !receipt.execution.run.hasParent &&
    !completionIsListenedTo(runner)
  );
}

function tellEnd(runner: Runner, { execution, end }: Receipt): void {
  if (!end || end.status === "cancelled") return;
  const { id: runId, functionId } = execution.run;
  runner.onRunEnd?.({ runId, functionId, status: end.status, event: execution.events[0] });
}

async function execute(runner: Runner, execution: Execution): Promise<void> {
  const receipt = await run(runner, execution);
  const lane = isPlainFinish(runner, receipt) ? runner.finish : runner.settle;
  try {
    const isHeld = await persist(runner, () => lane.push(receipt));
    if (isHeld) tellEnd(runner, receipt);
  } catch (error) {
    log.error({ error, runId: execution.run.id }, "an outcome could not be written");
    const reason = error instanceof Error ? error.message : String(error);
    await runner.settle.push(
      failed(execution, errorText("StorageError", `The outcome could not be stored: ${reason}`)),
    );
  }
}

/** Starts the execution of a leased item; it runs until its outcome is written. */
export function launch(runner: Runner, execution: Execution): void {
  const { item } = execution;
  const done = execute(runner, execution)
    .catch((error: unknown) => {
      runner.orphans.add(item.id);
      log.error({ error, runId: execution.run.id }, "an item is given back");
    })
    .finally(() => {
      runner.running.delete(item.id);
      const limits = runner.registry.byId.get(execution.run.functionId)?.concurrency ?? [];
      if (runner.backlog || limits.length > 0) runner.wakeClaims();
    });
  runner.running.set(item.id, { execution, done });
}
