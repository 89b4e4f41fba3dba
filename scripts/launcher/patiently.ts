import { setTimeout as delay } from "node:timers/promises";

const pauseMilliseconds = 100;

/**
 * Tries again for a while: what a launcher that was killed has left behind notices it and goes, a moment later.
 * @param isPassing which errors may go away by themselves
 */
export async function patiently<T>(
  seconds: number,
  isPassing: (error: unknown) => boolean,
  attempt: () => Promise<T>,
): Promise<T> {
  const end = performance.now() + seconds * 1_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isPassing(error) || performance.now() > end) throw error;
      await delay(pauseMilliseconds);
    }
  }
}
