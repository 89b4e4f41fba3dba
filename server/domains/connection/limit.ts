import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "#server/kernel/errors.ts";

const symbol = Symbol.for("adjutant.delivery-limits");
const store = globalThis as typeof globalThis & { [symbol]?: Map<number, RateLimiterMemory> };

function limiterOf(perMinute: number): RateLimiterMemory {
  store[symbol] ??= new Map();
  const limiters = store[symbol];
  const limiter = limiters.get(perMinute) ?? new RateLimiterMemory({ points: perMinute, duration: 60 });
  limiters.set(perMinute, limiter);
  return limiter;
}

/**
 * Counts a delivery to an endpoint. Counted in this process: it guards the database, so it must not ask it.
 * @throws AppError limit with the seconds to wait
 */
export async function countDelivery(connectionId: string, perMinute: number): Promise<void> {
  try {
    await limiterOf(perMinute).consume(connectionId);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new AppError("limit", `This endpoint takes ${perMinute} deliveries a minute`, {
      details: { retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) },
    });
  }
}
