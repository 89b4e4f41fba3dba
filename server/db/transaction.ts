import { isBackground } from "#server/kernel/background.ts";
import { AppError } from "#server/kernel/errors.ts";
import { isId } from "#server/kernel/ids.ts";
import { databaseMode } from "#server/kernel/installation.ts";
import { database } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
import { inOneRoundTrip } from "./one-round-trip.ts";
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
  store[key] ??= createTurnstile({ longestWait: 2 });
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

/**
 * Runs one statement of plain SQL as a transaction of its own, in one round trip: for hot paths. It sees one workspace only,
 * as `inWorkspace` does.
 * @throws AppError internal when the workspace's id is none
 */
export function queryInWorkspace<R extends object>(workspaceId: string, statement: Prisma.Sql): Promise<R[]> {
  if (!isId(workspaceId)) throw new AppError("internal", "A workspace's id is not an id");
  const begin = `begin${isReadingOnly() ? " read only" : ""}; select set_config('role', 'adjutant_app', true), set_config('app.workspace_id', '${workspaceId}', true)`;
  const { text, values } = statement;
  const work = async () => {
    const [rows] = await inOneRoundTrip(begin, [{ text, values }]);
    return rows as R[];
  };
  // nobody waits for it longer than the statement takes, so in the background it needs no turn
  return isBackground() ? work() : inTurn(work);
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
