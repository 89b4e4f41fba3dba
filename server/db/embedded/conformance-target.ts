import { randomBytes } from "node:crypto";
import pg from "pg";
import { startEphemeralPostgres } from "./embedded-postgres.ts";

/** A server that the conformance tests run against. */
export type ConformanceTarget = {
  /** whether it is the embedded one: a few of its refusals are its own */
  embedded: boolean;
  url(user?: string): string;
  stop(): Promise<void>;
};

/**
 * The embedded database, synced as in the product, or a database of its own on the server that TEST_DATABASE_URL names:
 * what holds on both describes Postgres and not the gate. Users `reader` and `writer` exist.
 */
export async function startConformanceTarget(): Promise<ConformanceTarget> {
  const server = process.env.TEST_DATABASE_URL;
  if (server) return onServer(server);
  const running = await startEphemeralPostgres({ durability: "fsync", idleInTransactionMs: 1500 });
  await once(running.url(), ["create role reader", "create role writer"]);
  return { embedded: true, url: running.url, stop: running.stop };
}

async function onServer(server: string): Promise<ConformanceTarget> {
  const name = `gate_conformance_${randomBytes(5).toString("hex")}`;
  const withUser = (user: string): string => {
    const url = new URL(server);
    url.pathname = `/${name}`;
    if (user !== "postgres") {
      url.username = `${name}_${user}`;
      url.password = name;
    }
    return url.toString();
  };
  const roles = ["reader", "writer"].map((user) => `${name}_${user}`);
  await once(server, [
    `create database ${name}`,
    `alter database ${name} set idle_in_transaction_session_timeout = '1500ms'`,
    ...roles.map((role) => `create role ${role} login password '${name}'`),
  ]);
  return {
    embedded: false,
    url: (user = "postgres") => withUser(user),
    stop: () => once(server, [`drop database ${name} with (force)`, ...roles.map((role) => `drop role ${role}`)]),
  };
}

async function once(url: string, statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** A connected client whose broken connection does not fail the test run by itself. */
export async function connected(url: string, options: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, ...options });
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** Waits until `check` holds; fails after thirty seconds. */
export async function eventually(check: () => Promise<boolean> | boolean): Promise<void> {
  const until = performance.now() + 30_000;
  while (!(await check())) {
    if (performance.now() > until) throw new Error("the condition did not come true in thirty seconds");
    await new Promise((next) => setTimeout(next, 20));
  }
}
