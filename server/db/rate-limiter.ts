import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "#server/kernel/errors.ts";
import { hashToken } from "#server/kernel/secrets.ts";
import { asAuthenticator } from "./transaction.ts";

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

/** Counts tries by a key, across processes. Keys (addresses, accounts) are stored hashed. */
type RateLimiter = {
  /** @throws AppError limit, with the seconds to wait */
  consume: (key: string) => Promise<void>;
  /** forgets what was counted */
  forgive: (key: string) => Promise<void>;
};

/** How many tries, within how many seconds. */
type RateLimit = { points: number; seconds: number };

/** A limiter under a name of its own. */
export function rateLimiter(name: string, { points, seconds }: RateLimit): RateLimiter {
  const limiter = new RateLimiterPostgres({
    storeClient,
    storeType: "client",
    tableName: "rate_limit",
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
    // once over the limit, this process answers without asking the database
    inMemoryBlockOnConsumed: points + 1,
  });
  return {
    consume: async (key) => {
      try {
        await limiter.consume(hashToken(key));
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        const minutes = Math.ceil(retryAfterSeconds / 60);
        throw new AppError("limit", `Too many tries. Wait ${minutes === 1 ? "a minute" : `${minutes} minutes`}`, {
          details: { retryAfterSeconds },
        });
      }
    },
    forgive: async (key) => {
      await limiter.delete(hashToken(key));
    },
  };
}
