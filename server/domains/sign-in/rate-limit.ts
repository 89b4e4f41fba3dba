import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { asAuthenticator } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { hashToken } from "#server/kernel/secrets.ts";

type Row = { points: number; expire: bigint | null };

/** The limiter's queries, each in a transaction of the role that owns its table. */
const storeClient = {
  query: ({ text, values }: { text: string; values: (string | number | null)[] }) =>
    asAuthenticator(async (tx) => {
      const found = await tx.$queryRawUnsafe<Row[]>(text, ...values);
      const rows = found.map((row) => ({
        points: row.points,
        expire: row.expire === null ? null : Number(row.expire),
      }));
      return { rows, rowCount: rows.length };
    }),
};

function limiter(keyPrefix: string, points: number, durationSeconds: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient,
    storeType: "client",
    tableName: "rate_limit",
    tableCreated: true,
    keyPrefix,
    points,
    duration: durationSeconds,
    // once over the limit, this process answers without asking the database
    inMemoryBlockOnConsumed: points + 1,
  });
}

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
  pair: limiter("sign-in-pair", limits.pair.points, limits.pair.seconds),
  account: limiter("sign-in-account", limits.account.points, limits.account.seconds),
  address: limiter("sign-in-address", limits.address.points, limits.address.seconds),
  mail: limiter("sign-in-mail", limits.mail.points, limits.mail.seconds),
};

type Kind = keyof typeof limiters;

async function consume(kind: Kind, key: string): Promise<void> {
  try {
    await limiters[kind].consume(hashToken(key));
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    const minutes = Math.ceil(retryAfterSeconds / 60);
    throw new AppError("limit", `Too many tries. Wait ${minutes === 1 ? "a minute" : `${minutes} minutes`}`, {
      details: { retryAfterSeconds },
    });
  }
}

/**
 * Counts one try to sign in, before it is looked at. Addresses and accounts are stored hashed.
 * @throws AppError limit, with the seconds to wait
 */
export async function countSignIn(caller: { address: string }, email?: string): Promise<void> {
  await consume("address", caller.address);
  if (email === undefined) return;
  await consume("pair", `${caller.address} ${email}`);
  await consume("account", email);
}

/** Forgets the tries of a browser that then signed in. */
export async function forgiveSignIn(caller: { address: string }, email: string): Promise<void> {
  await limiters.pair.delete(hashToken(`${caller.address} ${email}`));
}

/** Counts one asked-for mail. @throws AppError limit */
export async function countMailLink(caller: { address: string }, email: string): Promise<void> {
  await consume("address", caller.address);
  await consume("mail", email);
}
