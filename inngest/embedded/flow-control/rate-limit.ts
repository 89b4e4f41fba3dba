import type { Query, Statement } from "../database.ts";
import { type ExpressionScope, keyOf } from "../expression.ts";
import type { FunctionDefinition } from "../function-definition.ts";

// generic cell rate algorithm (ITU-T I.371): `until` is the theoretical arrival time
const statement: Statement = {
  name: "runner_rate_limit",
  text: `insert into runner.mark as m (kind, function_id, key, until)
    values ('rate', $1, $2, $3::timestamptz + $4 * interval '1 millisecond')
    on conflict (kind, function_id, key) do update
      set until = greatest(m.until, $3::timestamptz) + $4 * interval '1 millisecond'
      where greatest(m.until, $3::timestamptz) + $4 * interval '1 millisecond' <= $3::timestamptz + $5 * interval '1 millisecond'
    returning key`,
};

/** Whether another run may start now; one that may not is skipped. At most `limit` at once, and then evenly over the period. */
export async function underRateLimit(options: {
  query: Query;
  definition: FunctionDefinition;
  scope: ExpressionScope;
  now: Date;
}): Promise<boolean> {
  const { definition, now } = options;
  const { rateLimit } = definition;
  if (!rateLimit) return true;
  const interval = rateLimit.period / rateLimit.limit;
  const key = keyOf(rateLimit.key, options.scope);
  const rows = await options.query(statement, [definition.id, key, now, interval, rateLimit.period]);
  return rows.length > 0;
}
