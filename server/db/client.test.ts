import type { Socket } from "node:net";
import { expect, it } from "vitest";
import { database } from "./client.ts";

it("outlives a connection that is cut off in the middle of a transaction", async () => {
  const { pool } = database();
  const client = await pool.connect();
  await client.query("begin");
  // what a server does to a client that leaves its transaction idle for too long
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.destroy(new Error("terminating connection due to idle-in-transaction timeout"));
  await expect(client.query("commit")).rejects.toThrow();
  client.release(true);
  const { rows } = await pool.query<{ one: number }>("select 1 as one");
  expect(rows).toEqual([{ one: 1 }]);
});
