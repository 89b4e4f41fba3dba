import { isBackground } from "#server/kernel/background.ts";
import { databaseMode } from "#server/kernel/installation.ts";
import { database } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
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

/** Runs `work` as the role that may look up who is asking (sessions, keys, endpoints) before a workspace is known. */
export function asAuthenticator<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database().prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('role', 'adjutant_auth', true)`;
    return work(tx);
  }, limits);
}

/**
 * Goes on, in a transaction of `asAuthenticator`, inside the workspace that was found: what proved who is asking and what
 * follows from it commit together.
 */
export async function enterWorkspace(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.$executeRaw`select set_config('role', 'adjutant_app', true), set_config('app.workspace_id', ${workspaceId}, true)`;
}

/** Runs `work` as the role that moves outbox entries of all workspaces. */
export function asRelay<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database().prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('role', 'adjutant_runner', true)`;
    return work(tx);
  }, limits);
}
