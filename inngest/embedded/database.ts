import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { log } from "#server/kernel/log.ts";

/** One SQL statement, prepared once per connection under its name. */
export type Statement = { name: string; text: string };

/** Runs a statement and gives its rows. `Row` is what the statement selects; 64-bit integers come as text. */
export type Query = <Row extends object>(statement: Statement, values: unknown[]) => Promise<Row[]>;

/** The runner's way to its tables: as role `adjutant_runner`, whatever user the URL names. */
export type RunnerDatabase = {
  query: Query;
  /** Runs `work` in one transaction, again from the start when the database reports a deadlock. `work` must have no effects outside it. */
  transaction: <T>(work: (query: Query) => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
};

const maximumAttempts = 5;
const retriable = new Set(["40001", "40P01"]);

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= maximumAttempts || !retriable.has(codeOf(error) ?? "")) throw error;
      await delay(attempt * 5 * (0.5 + Math.random()));
    }
  }
}

async function send<Row extends object>(
  client: pg.Pool | pg.PoolClient,
  statement: Statement,
  values: unknown[],
): Promise<Row[]> {
  const result = await client.query<Row>({ name: statement.name, text: statement.text, values });
  return result.rows;
}

const role = "adjutant_runner";

/** Opens the runner's own small pool. Connections take the runner's role at start-up, unless they log in as it. */
export function openDatabase(options: { databaseUrl: string; maximumConnections: number }): RunnerDatabase {
  const isOwnUser = options.databaseUrl.includes(`//${role}:`) || options.databaseUrl.includes(`//${role}@`);
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.maximumConnections,
    options: isOwnUser ? undefined : `-c role=${role}`,
  });
  // a connection that breaks must not end the process, idle or in the middle of a transaction: the next query reconnects
  pool.on("error", (error) => log.warn({ error }, "runner lost a database connection"));
  pool.on("connect", (client) => client.on("error", (error) => log.debug({ error }, "runner's connection broke")));

  async function transactOnce<T>(work: (query: Query) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query("begin");
      const result = await work((statement, values) => send(client, statement, values));
      await client.query("commit");
      return result;
    } catch (error) {
      await client.query("rollback").catch((failure: unknown) => {
        broken = failure instanceof Error ? failure : new Error(String(failure));
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  return {
    query: (statement, values) => again(() => send(pool, statement, values)),
    transaction: (work) => again(() => transactOnce(work)),
    close: () => pool.end(),
  };
}
