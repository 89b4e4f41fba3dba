import type { Query, Statement } from "../database.ts";
import { idempotencyMilliseconds } from "../runner-options.ts";

const statement: Statement = {
  name: "runner_idempotency",
  text: `insert into runner.mark as m (kind, function_id, key, until) values ('idempotency', $1, $2, $3)
    on conflict (kind, function_id, key) do update set until = excluded.until where m.until <= $4 returning key`,
};

/** Whether a function sees an idempotency key for the first time in 24 hours. */
export async function firstUse(options: {
  query: Query;
  functionId: string;
  key: string;
  now: Date;
}): Promise<boolean> {
  const until = new Date(options.now.getTime() + idempotencyMilliseconds);
  const rows = await options.query(statement, [options.functionId, options.key, until, options.now]);
  return rows.length > 0;
}
