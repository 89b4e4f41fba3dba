import { isBackground } from "#server/kernel/background.ts";
import { AppError } from "#server/kernel/errors.ts";
import { isId } from "#server/kernel/ids.ts";
import { databaseMode } from "#server/kernel/installation.ts";
import { database } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
import { isReadingOnly } from "./read-only.ts";
import { createTurnstile, type Turnstile } from "./turnstile.ts";

/** A client inside a transaction whose role and workspace are set. Use nothing else for queries. */
export type Transaction = Prisma.TransactionClient;

const limits = { maxWait: 15_000, timeout: 30_000 };

const key = Symbol.for("adjutant.turnstile");
const store = globalThis as typeof globalThis & { [key]?: Turnstile };

/** The embedded database has one backend: there, work that nobody waits for gives way. A server's backends need no turns. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (databaseMode() === "postgres") return work();
  store[key] ??= createTurnstile({ longestWait: 250 });
  return isBackground() ? store[key].background(work) : store[key].foreground(work);
}

/**
 * Runs `work` in a transaction that sees one workspace only: role `adjutant_app` under forced row-level security.
 * Without this no tenant row is visible.
 */
export function inWorkspace<T>(workspaceId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inTurn(() =>
    database().prisma.$transaction(async (tx) => {
      await enterWorkspace(tx, workspaceId);
      return work(tx);
    }, limits),
  );
}

/** Runs one SQL statement; its rows. */
export type RunSql = <R extends object>(statement: Prisma.Sql) => Promise<R[]>;

/**
 * The same as `inWorkspace` for the few statements of a hot path: plain SQL, and role and workspace are set in the round
 * trip that begins the transaction.
 * @throws AppError internal when the workspace's id is none
 */
export function inWorkspaceSql<T>(workspaceId: string, work: (run: RunSql) => Promise<T>): Promise<T> {
  if (!isId(workspaceId)) throw new AppError("internal", "A workspace's id is not an id");
  return inTurn(async () => {
    const client = await database().pool.connect();
    let broken = true;
    try {
      await client.query(
        `begin${isReadingOnly() ? " read only" : ""}; select set_config('role', 'adjutant_app', true), set_config('app.workspace_id', '${workspaceId}', true)`,
      );
      const result = await work(async (statement) => (await client.query(statement.text, statement.values)).rows);
      await client.query("commit");
      broken = false;
      return result;
    } finally {
      // a connection that failed may be inside its transaction: it is not used again
      client.release(broken);
    }
  });
}

/** Runs `work` as the role that may look up who is asking (sessions, keys, endpoints) before a workspace is known. */
export function asAuthenticator<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database().prisma.$transaction(async (tx) => {
    if (isReadingOnly()) await tx.$executeRaw`set transaction read only`;
    await tx.$executeRaw`select set_config('role', 'adjutant_auth', true)`;
    return work(tx);
  }, limits);
}

/**
 * Goes on, in a transaction of `asAuthenticator`, inside the workspace that was found: what proved who is asking and what
 * follows from it commit together.
 */
export async function enterWorkspace(tx: Transaction, workspaceId: string): Promise<void> {
  if (isReadingOnly()) await tx.$executeRaw`set transaction read only`;
  await tx.$executeRaw`select set_config('role', 'adjutant_app', true), set_config('app.workspace_id', ${workspaceId}, true)`;
}

/** Runs `work` as the role that moves outbox entries of all workspaces. */
export function asRelay<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database().prisma.$transaction(async (tx) => {
    if (isReadingOnly()) await tx.$executeRaw`set transaction read only`;
    await tx.$executeRaw`select set_config('role', 'adjutant_runner', true)`;
    return work(tx);
  }, limits);
}
