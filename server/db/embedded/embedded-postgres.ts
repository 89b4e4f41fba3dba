import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Durability } from "./durable-files.ts";
import { isReachable, postgresUrl, readOwnerCard } from "./endpoint.ts";
import { superviseOwner } from "./supervise-owner.ts";

/** A running database. */
export type EmbeddedPostgres = {
  /** A connection string for pg and Prisma; the user is the role that its sessions run as. Default: the owner, `postgres`. */
  url(user?: string): string;
  /** The process that owns the data now; another one after a restart. */
  pid(): number | undefined;
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  /** Made if it is missing; readable by this user only. */
  dataFolder: string;
  /** Default: random for each start. */
  password?: string;
  /** `none` loses data at a crash: only for data that a test throws away. Default: `fsync`. */
  durability?: Durability;
  /** A client that leaves a transaction idle for longer is cut off, as all others wait for it. Default: 15 s. */
  idleInTransactionMs?: number;
  /** A statement that runs longer than this ends in a restart of the database. Default: 30 s. */
  hungAfterMs?: number;
  /** The same for VACUUM, index builds, ALTER TABLE. Default: 15 minutes. */
  slowAfterMs?: number;
};

const database = "adjutant";

/**
 * Starts the embedded database as a child process, which ends with this one.
 * @throws AppError conflict when another process has the folder; unavailable when it does not start
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const password = options.password ?? randomBytes(24).toString("base64url");
  const supervisor = await superviseOwner({
    folder: resolve(options.dataFolder),
    password,
    durability: options.durability ?? "fsync",
    idleInTransactionMs: options.idleInTransactionMs ?? 15_000,
    hungAfterMs: options.hungAfterMs ?? 30_000,
    slowAfterMs: options.slowAfterMs ?? 15 * 60_000,
  });
  return {
    url: (user = "postgres") => postgresUrl({ endpoint: supervisor.endpoint, user, password, database }),
    pid: supervisor.pid,
    stop: supervisor.stop,
  };
}

/** The database that another process runs in this folder; undefined when none does. Stopping it is not this one's affair. */
export async function connectEmbeddedPostgres(options: {
  dataFolder: string;
}): Promise<Pick<EmbeddedPostgres, "url"> | undefined> {
  const card = readOwnerCard(resolve(options.dataFolder));
  if (!card || !(await isReachable(card.endpoint))) return undefined;
  return {
    url: (user = "postgres") => postgresUrl({ endpoint: card.endpoint, user, password: card.password, database }),
  };
}

/** An empty database in a temporary folder for one test file; `stop` removes it. Nothing is synced to disk. */
export async function startEphemeralPostgres(
  options: Omit<EmbeddedPostgresOptions, "dataFolder"> = {},
): Promise<EmbeddedPostgres & { dataFolder: string }> {
  const dataFolder = mkdtempSync(join(tmpdir(), "adjutant-postgres-"));
  const running = await startEmbeddedPostgres({ durability: "none", ...options, dataFolder });
  return {
    ...running,
    dataFolder,
    async stop() {
      await running.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
