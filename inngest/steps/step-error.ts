import { NonRetriableError, RetryAfterError } from "inngest";
import { AppError, type ErrorCode } from "#server/kernel/errors.ts";

const final: readonly ErrorCode[] = ["invalid", "unauthenticated", "forbidden", "not_found", "precondition"];

/**
 * An error as the runner takes it: what a repeat cannot mend is final, what names a wait is retried after it, and the
 * rest (conflicts, faults, outages) is retried with the runner's own backoff.
 */
export function stepError(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  if (final.includes(error.code)) return new NonRetriableError(error.message, { cause: error });
  const { retryAfterSeconds } = error.details;
  if (retryAfterSeconds === undefined) return error;
  return new RetryAfterError(error.message, retryAfterSeconds * 1000, { cause: error });
}
