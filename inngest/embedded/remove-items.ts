import type { Query, Statement } from "./database.ts";

const statement: Statement = {
  name: "runner_remove_items",
  text: "delete from runner.item where id = any($1::bigint[])",
};

/** Removes settled items, which the caller holds. */
export async function removeItems(query: Query, ids: string[]): Promise<void> {
  if (ids.length > 0) await query(statement, [ids]);
}
