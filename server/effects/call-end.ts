import { OutcomeUnknown } from "#server/actions/contract.ts";
import type { AnyAction } from "#server/actions/registry.ts";
import { AppError } from "#server/kernel/errors.ts";
import { mostAttempts } from "./outcome.ts";

/**
 * What one call came to. `again`: to be tried again; `certain` when nothing has happened so far, otherwise the next claim
 * has to look first or resend under the same key.
 */
export type CallEnd =
  | { status: "succeeded"; receipt: Record<string, unknown> }
  | { status: "failed" | "unknown"; message: string }
  | { status: "again"; message: string; certain: boolean };

type Attempt = { delivery: AnyAction["delivery"]; attempts: number; resuming: boolean };

function bounded(end: Extract<CallEnd, { status: "again" }>, { attempts }: Attempt): CallEnd {
  if (attempts < mostAttempts) return end;
  return { status: end.certain ? "failed" : "unknown", message: end.message };
}

/**
 * Reads what an error of a call means. An action says by an AppError that nothing happened; anything else may have, which
 * only `neither` has to leave to the operator at once. Attempts are bounded either way.
 */
export function endOfError(error: unknown, attempt: Attempt): CallEnd {
  if (error instanceof AppError && error.code !== "internal") {
    if (error.code !== "unavailable") return { status: "failed", message: error.message };
    return bounded({ status: "again", message: error.message, certain: !attempt.resuming }, attempt);
  }
  const message = error instanceof OutcomeUnknown ? error.message : "It ended in a fault.";
  if (attempt.delivery === "neither") return { status: "unknown", message };
  return bounded({ status: "again", message, certain: false }, attempt);
}

/** What it means that looking for an earlier outcome failed: nothing is known yet, so the next claim looks again. */
export function endOfFailedLook(error: unknown, attempt: Attempt): CallEnd {
  const message = error instanceof AppError ? error.message : "Its earlier outcome could not be looked up.";
  return bounded({ status: "again", message, certain: false }, attempt);
}
