import { rateLimiter } from "#server/db/rate-limiter.ts";

/** How many tries, within how many seconds. */
export const limits = {
  /** one browser on one account */
  pair: { points: 5, seconds: 15 * 60 },
  /** one account from anywhere: an address can be forged where no proxy sets it, an account cannot */
  account: { points: 30, seconds: 3600 },
  /** one browser on all accounts */
  address: { points: 30, seconds: 15 * 60 },
  /** mails to one account */
  mail: { points: 5, seconds: 3600 },
} as const;

const limiters = {
  pair: rateLimiter("sign-in-pair", limits.pair),
  account: rateLimiter("sign-in-account", limits.account),
  address: rateLimiter("sign-in-address", limits.address),
  mail: rateLimiter("sign-in-mail", limits.mail),
};

/**
 * Counts one try to sign in, before it is looked at. Addresses and accounts are stored hashed.
 * @throws AppError limit, with the seconds to wait
 */
export async function countSignIn(caller: { address: string }, email?: string): Promise<void> {
  await limiters.address.consume(caller.address);
  if (email === undefined) return;
  await limiters.pair.consume(`${caller.address} ${email}`);
  await limiters.account.consume(email);
}

/** Forgets the tries of a browser that then signed in. */
export async function forgiveSignIn(caller: { address: string }, email: string): Promise<void> {
  await limiters.pair.forgive(`${caller.address} ${email}`);
}

/** Counts one asked-for mail. @throws AppError limit */
export async function countMailLink(caller: { address: string }, email: string): Promise<void> {
  await limiters.address.consume(caller.address);
  await limiters.mail.consume(email);
}
