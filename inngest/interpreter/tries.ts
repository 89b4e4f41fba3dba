import { NonRetriableError, RetryAfterError } from "inngest";
import { AppError } from "#server/kernel/errors.ts";
import type { Place, Retries } from "#server/workflows/interpreter/index.ts";
import { durationMilliseconds } from "../embedded/duration.ts";
import { failureMessage } from "../steps/failure-message.ts";
import { stepError } from "../steps/step-error.ts";

/** Tries of a step that says nothing about retries, after the first. The pauses are the runner's own. */
const usualRetries = 4;

function pauseAfter(retries: Retries, failures: number): number {
  const { backoff, growth, longest } = retries;
  return Math.min(durationMilliseconds(backoff) * growth ** (failures - 1), durationMilliseconds(longest));
}

/**
 * An error as the runner takes it: final where a repeat cannot mend it or the step's tries are used up, else with the
 * step's own pause. `failures`: how often the step has failed, with this time.
 */
export function runnerError(step: Pick<Place, "retries">, error: unknown, failures: number): unknown {
  const own = stepError(error);
  if (own instanceof NonRetriableError) return own;
  const message = failureMessage(error);
  const { retries } = step;
  if (failures > (retries?.most ?? usualRetries)) return new NonRetriableError(message, { cause: error });
  if (!retries || own instanceof RetryAfterError) return own;
  return new RetryAfterError(message, pauseAfter(retries, failures), { cause: error });
}

/**
 * Gives up a try that takes longer than the step allows. What was begun goes on in the background, so it must be safe to
 * begin it again.
 * @throws AppError unavailable; what `work` throws
 */
export async function within<T>(timeout: string | undefined, work: () => Promise<T>): Promise<T> {
  if (!timeout) return work();
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new AppError("unavailable", `It took longer than ${timeout}`)),
    durationMilliseconds(timeout),
  );
  try {
    return await Promise.race([work(), promise]);
  } finally {
    clearTimeout(timer);
  }
}
