import type { Query, Statement } from "../database.ts";
import { type ExpressionScope, keyOf } from "../expression.ts";
import type { FunctionDefinition } from "../function-definition.ts";

const statement: Statement = {
  name: "runner_throttle",
  text: `insert into runner.mark as m (kind, function_id, key, until)
    values ('throttle', $1, $2, $3::timestamptz + $4 * interval '1 millisecond')
    on conflict (kind, function_id, key) do update
      set until = greatest(m.until, $3::timestamptz) + $4 * interval '1 millisecond'
    returning until`,
};

/**
 * When a throttled function's next run may start: `limit` runs (and `burst` - 1 more) at once, then evenly over the period
 * (generic cell rate algorithm). Undefined where the function is not throttled.
 */
export async function throttledStart(options: {
  query: Query;
  definition: FunctionDefinition;
  scope: ExpressionScope;
  now: Date;
}): Promise<Date | undefined> {
  const { definition, now } = options;
  const { throttle } = definition;
  if (!throttle) return undefined;
  const interval = throttle.period / throttle.limit;
  const rows = await options.query<{ until: Date }>(statement, [
    definition.id,
    keyOf(throttle.key, options.scope),
    now,
    interval,
  ]);
  const until = rows[0]?.until.getTime() ?? now.getTime();
  return new Date(Math.max(now.getTime(), until - throttle.period - (throttle.burst - 1) * interval));
}
