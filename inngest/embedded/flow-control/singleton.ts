import type { Query, Statement } from "../database.ts";
import { type ExpressionScope, keyOf } from "../expression.ts";
import type { FunctionDefinition } from "../function-definition.ts";

const statement: Statement = {
  name: "runner_singleton",
  text: `select id from runner.run
    where function_id = $1 and singleton_key = $2 and ended_at is null for update`,
};

/** The key under which only one run may live, and what to do about the one that does. */
export async function singletonKey(options: {
  query: Query;
  definition: FunctionDefinition;
  scope: ExpressionScope;
}): Promise<{ key: string; skip: boolean; cancelRunId?: string } | undefined> {
  const { singleton, id } = options.definition;
  if (!singleton) return undefined;
  const key = keyOf(singleton.key, options.scope);
  const [live] = await options.query<{ id: string }>(statement, [id, key]);
  if (!live) return { key, skip: false };
  return singleton.mode === "skip" ? { key, skip: true } : { key, skip: false, cancelRunId: live.id };
}
