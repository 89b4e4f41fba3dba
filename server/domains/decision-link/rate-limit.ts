import { rateLimiter } from "#server/db/rate-limiter.ts";

/** How many tries, within how many seconds. A token has 256 bits: this bounds the work, guessing is hopeless without it. */
export const limits = {
  /** pages opened from one address; mail scanners open links too, and decide nothing */
  open: { points: 600, seconds: 15 * 60 },
  /** decisions from one address */
  decide: { points: 60, seconds: 15 * 60 },
} as const;

const limiters = {
  open: rateLimiter("decision-link-open", limits.open),
  decide: rateLimiter("decision-link-decide", limits.decide),
};

/** Counts one opened page or one decision, before the link is looked up. @throws AppError limit */
export function countLinkUse(kind: keyof typeof limits, caller: { address: string }): Promise<void> {
  return limiters[kind].consume(caller.address);
}
