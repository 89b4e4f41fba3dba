import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "#server/kernel/env.ts";
import { AppError } from "#server/kernel/errors.ts";
import { isTransactionPooler } from "#server/kernel/installation.ts";
import { log } from "#server/kernel/log.ts";
import { PrismaClient } from "./generated/client.ts";

type Database = { prisma: PrismaClient; pool: pg.Pool };

const key = Symbol.for("adjutant.database");
const store = globalThis as typeof globalThis & { [key]?: Database };

/**
 * A statement that begins with a comment of one word is prepared under it, once per connection: what every event needs is
 * then not planned each time. Its text must always be the same. Empty where there is none, and behind a pooler, whose next
 * transaction may be on a connection that has not prepared it.
 */
export function preparedName(text: string): string {
  const name = /^\s*\/\* ([a-z_]+) \*\//.exec(text)?.[1];
  return name === undefined || isTransactionPooler() ? "" : name;
}

function connect(): Database {
  const url = env().DATABASE_URL;
  if (!url) throw new AppError("unavailable", "DATABASE_URL is not set: start with `npm start`, or set it");
  // a statement is sent without waiting for the answer to the one before it, where the code does not wait either
  const pool = new pg.Pool({ connectionString: url, max: 12, pipeline: true });
  // a connection that breaks must not end the process, idle or in the middle of a transaction: the next query reconnects
  pool.on("error", (error) => log.warn({ error }, "database connection lost"));
  pool.on("connect", (client) => client.on("error", (error) => log.debug({ error }, "database connection broke")));
  const statementNameGenerator = ({ sql }: { sql: string }) => preparedName(sql);
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator }) }) };
}

/** This process's one database client, shared by all bundles. */
export function database(): Database {
  store[key] ??= connect();
  return store[key];
}

/** Closes the client; the next use opens a new one. For scripts and tests. */
export async function disconnect(): Promise<void> {
  const open = store[key];
  delete store[key];
  await open?.prisma.$disconnect();
  if (open && !open.pool.ended) await open.pool.end();
}
