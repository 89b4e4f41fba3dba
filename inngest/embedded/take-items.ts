import type { Query, Statement } from "./database.ts";

const statement: Statement = {
  name: "runner_take_items",
  text: `delete from runner.item i using json_to_recordset($1::json) as h (id bigint, token bigint)
    where i.id = h.id and i.lease_token = h.token returning i.id, i.again`,
};

/**
 * Removes the items whose lease token is still the given one: they are settled now, and by nobody else.
 * @returns by item id; a stale worker's items are not in it
 */
export async function takeItems(
  query: Query,
  items: { id: string; token: string }[],
): Promise<Map<string, { again: boolean }>> {
  const rows = await query<{ id: string; again: boolean }>(statement, [
    JSON.stringify(items.map(({ id, token }) => ({ id, token }))),
  ]);
  return new Map(rows.map((row) => [row.id, { again: row.again }]));
}
