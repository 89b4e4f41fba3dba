import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "#server/kernel/errors.ts";

/**
 * Does `work` again after a fault, e.g. a database that restarts: a receipt that was heard should not be lost for want of
 * a second try. An AppError is an answer and is thrown at once.
 * @param pauses milliseconds before each further try
 */
export async function persistently<T>(
  work: () => Promise<T>,
  pauses: readonly number[] = [200, 1000, 4000],
): Promise<T> {
  for (const pause of pauses) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError) throw error;
      await wait(pause);
    }
  }
  return work();
}
