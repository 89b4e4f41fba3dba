import { OutcomeUnknown } from "#server/actions/contract.ts";
import type { AnyAction } from "#server/actions/registry.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { Heard } from "./circuit/rules.ts";
import { mostAttempts } from "./outcome.ts";

/**
 * What one call came to. `again`: to be tried again; `certain` when nothing has happened so far, otherwise the next claim
 * has to look first or resend under the same key.
 */
type CallEnd =
  | { status: "succeeded"; receipt: Record<string, unknown> }
  | { status: "failed" | "unknown"; message: string }
  | { status: "again"; message: string; certain: boolean };

/** How a call ended, and what it told of the outside system. */
export type Called = { end: CallEnd; heard: Heard };

type Attempt = { delivery: AnyAction["delivery"]; attempts: number; resuming: boolean };

function bounded(end: Extract<CallEnd, { status: "again" }>, { attempts }: Attempt): CallEnd {
  if (attempts < mostAttempts) return end;
  return { status: end.certain ? "failed" : "unknown", message: end.message };
}

/**
 * Reads what an error of a call means. An action says by an AppError that nothing happened; anything else may have, which
 * only `neither` has to leave to the operator at once. Attempts are bounded, but for a system that does not answer and has
 * done nothing: there the circuit breaker holds the calls, and an outage fails none of them.
 */
export function endOfError(error: unknown, attempt: Attempt): Called {
  if (error instanceof AppError && error.code !== "internal") {
    const { message, code } = error;
    const certain = !attempt.resuming;
    if (code === "limit") return { end: bounded({ status: "again", message, certain }, attempt), heard: "answered" };
    if (code !== "unavailable") return { end: { status: "failed", message }, heard: "answered" };
    const again = { status: "again" as const, message, certain };
    return { end: certain ? again : bounded(again, attempt), heard: "silent" };
  }
  const message = error instanceof OutcomeUnknown ? error.message : "It ended in a fault.";
  if (attempt.delivery === "neither") return { end: { status: "unknown", message }, heard: "silent" };
  return { end: bounded({ status: "again", message, certain: false }, attempt), heard: "silent" };
}

/** What it means that looking for an earlier outcome failed: nothing is known yet, so the next claim looks again. */
export function endOfFailedLook(error: unknown, attempt: Attempt): Called {
  const message = error instanceof AppError ? error.message : "Its earlier outcome could not be looked up.";
  const silent = !(error instanceof AppError) || error.code === "unavailable";
  const end = bounded({ status: "again", message, certain: false }, attempt);
  return { end, heard: silent ? "silent" : "answered" };
}
