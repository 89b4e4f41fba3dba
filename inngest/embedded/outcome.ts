import { z } from "zod";
import { timeAfter } from "./duration.ts";
import type { Execution } from "./execution.ts";
import type { Plan, Receipt, StepResult } from "./receipt.ts";
import type { ServeAnswer } from "./serve-caller.ts";
import { storable } from "./storable.ts";

const wireOp = z.object({
  id: z.string(),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
  opts: z.record(z.string(), z.unknown()).nullish(),
});
type WireOp = z.infer<typeof wireOp>;

const waitOptions = z.object({ timeout: z.string().optional(), if: z.string().optional() });
const invokeOptions = z.object({
  function_id: z.string(),
  payload: z.object({ data: z.record(z.string(), z.unknown()).nullish() }).optional(),
  timeout: z.string().optional(),
});

type Context = { execution: Execution; maximumAttempts: number; now: Date; backoff: (attempt: number) => number };

/** An error in the shape that the SDK reads back. */
export function errorText(name: string, message: string): string {
  return JSON.stringify({ name, message });
}

/** The receipt of a run that failed as a whole. */
export function failed(execution: Execution, output: string): Receipt {
  return { execution, results: [], plans: [], end: { status: "failed", output } };
}

/** The receipt of an attempt that failed: a retry of the same item, or the end of the run where none is left. */
export function failedAttempt(context: Context, error: string, retryAfter?: string | null): Receipt {
  const { execution, maximumAttempts, now } = context;
  const attempt = execution.item.attempt + 1;
  if (attempt >= maximumAttempts) return failed(execution, error);
  return { execution, results: [], plans: [], retry: { at: retryTime(retryAfter, attempt, context, now), attempt } };
}

function retryTime(retryAfter: string | null | undefined, attempt: number, context: Context, now: Date): string {
  const seconds = Number(retryAfter);
  const asked = retryAfter
    ? Number.isFinite(seconds)
      ? now.getTime() + seconds * 1000
      : Date.parse(retryAfter)
    : Number.NaN;
  return new Date(Number.isNaN(asked) ? now.getTime() + context.backoff(attempt) : asked).toISOString();
}

function nameOf(op: WireOp): string {
  return storable(op.displayName ?? op.name ?? op.id);
}

function resultOf(op: WireOp): StepResult {
  const isError = op.op !== "StepRun";
  return {
    id: op.id,
    name: nameOf(op),
    op: op.op,
    data: isError ? null : JSON.stringify(op.data ?? null),
    error: isError ? JSON.stringify(op.error ?? { name: "Error", message: "Step failed" }) : null,
  };
}

function planOf(op: WireOp, options: { now: Date; race: boolean }): Plan | null {
  const base = { id: op.id, name: nameOf(op), race: options.race || op.opts?.parallelMode === "race" };
  const due = (text: string | undefined) =>
    text === undefined ? undefined : timeAfter(text, options.now).toISOString();
  switch (op.op) {
    case "StepPlanned":
      return { ...base, kind: "step" };
    case "Sleep":
      return { ...base, kind: "sleep", dueAt: due(op.name ?? "") };
    case "WaitForEvent": {
      const wait = waitOptions.parse(op.opts ?? {});
      return { ...base, kind: "wait", dueAt: due(wait.timeout), wait: { event: op.name ?? "", condition: wait.if } };
    }
    case "InvokeFunction": {
      const invoke = invokeOptions.parse(op.opts);
      const data = invoke.payload?.data ?? {};
      return { ...base, kind: "invoke", dueAt: due(invoke.timeout), invoke: { functionId: invoke.function_id, data } };
    }
    default:
      return null;
  }
}

function receiptOfOps(context: Context, ops: WireOp[], answer: ServeAnswer): Receipt {
  const { execution } = context;
  if (ops.length === 0)
    return failedAttempt(context, errorText("InvalidAnswerError", "The function answered without any operation"));
  const receipt: Receipt = { execution, results: [], plans: [] };
  const race = answer.headers.get("x-inngest-req-version") === "1";
  for (const op of ops) {
    if (op.op === "StepRun" || op.op === "StepFailed") receipt.results.push(resultOf(op));
    else if (op.op === "RunComplete") receipt.end = { status: "completed", output: JSON.stringify(op.data ?? null) };
    else if (op.op === "StepError") {
      const again = failedAttempt(context, "", answer.headers.get("retry-after"));
      if (again.retry) receipt.retry = again.retry;
      else receipt.results.push(resultOf(op));
    } else {
      const plan = planOf(op, { now: context.now, race });
      if (!plan)
        return failed(
          execution,
          errorText("UnsupportedOperationError", `The embedded runner does not support "${op.op}"`),
        );
      receipt.plans.push(plan);
    }
  }
  return receipt;
}

/** Reads the answer of a call into a function. An operation that the runner does not know fails the run, by name. */
export function receiptOf(context: Context, answer: ServeAnswer): Receipt {
  const { execution } = context;
  try {
    if (answer.status === 200) {
      return { execution, results: [], plans: [], end: { status: "completed", output: answer.text || "null" } };
    }
    if (answer.status === 206) {
      const body: unknown = JSON.parse(answer.text);
      return receiptOfOps(context, z.array(wireOp).parse(Array.isArray(body) ? body : [body]), answer);
    }
    const error = JSON.stringify(JSON.parse(answer.text));
    if (answer.headers.get("x-inngest-no-retry") === "true") return failed(execution, error);
    return failedAttempt(context, error, answer.headers.get("retry-after"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failedAttempt(context, errorText("InvalidAnswerError", `Status ${answer.status}: ${reason}`));
  }
}
