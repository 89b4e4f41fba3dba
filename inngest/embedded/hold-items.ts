import type { Query, Statement } from "./database.ts";

const statement: Statement = {
  name: "runner_hold_items",
  text: `select i.id, i.again from runner.item i
    join json_to_recordset($1::json) as h (id bigint, token bigint) on h.id = i.id and h.token = i.lease_token
    order by i.id for update of i`,
};

/** Locks the items whose lease token is still the given one. @returns by item id; a stale worker's items are not in it */
export async function holdItems(
  query: Query,
  items: { id: string; token: string }[],
): Promise<Map<string, { again: boolean }>> {
  const rows = await query<{ id: string; again: boolean }>(statement, [
    JSON.stringify(items.map(({ id, token }) => ({ id, token }))),
  ]);
  return new Map(rows.map((row) => [row.id, { again: row.again }]));
}
