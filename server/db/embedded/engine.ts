import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { vector } from "@electric-sql/pglite-pgvector";
import { AppError } from "#server/kernel/errors.ts";
import { type Durability, DurableFiles } from "./durable-files.ts";
import { eachFrame, errorFields, finalStatus, fromServer, queryFrame, rowValues } from "./protocol.ts";

/** One Postgres backend in this process. Every call is synchronous: while it runs nothing else here does. */
export type Engine = {
  /**
   * Runs whole messages and returns the whole answer. After `limitMs` the statement is cancelled where the engine comes
   * by: when it reads a file or the clock, or sleeps, but not within a computation.
   */
  run(messages: Uint8Array, limitMs?: number): Buffer;
  /** Runs one simple query of the gate's own and returns its rows as text. Throws an AppError with the server's message. */
  query(sql: string): (string | null)[][];
  /** How many records have been written to the log: unchanged means that nothing was written. */
  logPosition(): number;
  /** Bytes written to the log since the start. */
  logBytes(): number;
  /** Hands all of the log to the operating system; `syncLog` then makes it safe. */
  writeLog(): void;
  syncLog(): Promise<void>;
  /** The session user's object id: changes when a session has become another user's. */
  sessionUser(): number;
  close(): Promise<void>;
};

/** Functions and counters inside the engine that PGlite does not publish; `openEngine` refuses a build without them. */
type Internals = {
  XLogBeginInsert(): void;
  XLogInsert(manager: number, info: number): bigint;
  XLogFlush(position: bigint): void;
  GetSessionUserId(): number;
  pgWalUsage: WebAssembly.Global;
  InterruptPending: WebAssembly.Global;
  QueryCancelPending: WebAssembly.Global;
};

const _internalVariables = ["pgWalUsage", "InterruptPending", "QueryCancelPending"] as const;
const internalFunctions = ["XLogBeginInsert", "XLogInsert", "XLogFlush", "GetSessionUserId"] as const;
/** Resource manager XLOG, record XLOG_NOOP (PostgreSQL source, catalog/pg_control.h): replay skips it. */
const noOperation = { manager: 0, info: 0x20 };
/** WalUsage (PostgreSQL source, executor/instrument.h): records, full page images, bytes, each 8 bytes. */
const walUsageBytesAt = 16;

/** Sized for one operator on a small machine. Autovacuum and the checkpointer do not exist here: see maintenance.ts. */
const settings: Record<string, string> = {
  synchronous_commit: "off",
  wal_sync_method: "fsync",
  shared_buffers: "24MB",
  wal_buffers: "4MB",
  min_wal_size: "64MB",
  max_wal_size: "128MB",
  work_mem: "8MB",
  maintenance_work_mem: "32MB",
  max_connections: "5",
  autovacuum: "off",
  jit: "off",
  "pg_stat_statements.track": "none",
};

function startParameters(durability: Durability): string[] {
  const kept = PGlite.defaultStartParams.filter((parameter) => parameter !== "-F");
  const all = { ...settings, fsync: durability === "fsync" ? "on" : "off" };
  return [...kept, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

const engineExtensions = { vector, pg_trgm };
export const engineDatabase = "adjutant";

/**
 * Opens a data folder that exists already (see template.ts).
 * @throws AppError internal when the pinned PGlite is not the build that this file knows
 */
export async function openEngine(options: { folder: string; durability: Durability }): Promise<Engine> {
  let deadline = Number.POSITIVE_INFINITY;
  const files = new DurableFiles({
    ...options,
    onCall: () => {
      if (performance.now() < deadline) return;
      deadline = Number.POSITIVE_INFINITY;
      interrupt(true);
    },
  });
  const pglite = await PGlite.create({
    fs: files,
    database: engineDatabase,
    extensions: engineExtensions,
    startParams: startParameters(options.durability),
  });
  const internals = knownInternals(files.exports);
  const memory = pglite.Module.wasmMemory;
  let counters = new DataView(memory.buffer);
  const counter = (offset: number): number => {
    if (counters.buffer !== memory.buffer) counters = new DataView(memory.buffer);
    return Number(counters.getBigInt64(internals.pgWalUsage.value + offset, true));
  };

  let parts: Buffer[] = [];
  // sets the collector that `execProtocolRawSync` keeps using
  await pglite.execProtocolRawStream(queryFrame("select 1"), {
    syncToFs: false,
    onRawData: (bytes) => parts.push(Buffer.from(bytes)),
  });

  const interrupt = (on: boolean): void => {
    const words = new DataView(memory.buffer);
    words.setInt32(internals.QueryCancelPending.value, on ? 1 : 0, true);
    if (on) words.setInt32(internals.InterruptPending.value, 1, true);
  };

  const run = (messages: Uint8Array, limitMs?: number): Buffer => {
    parts = [];
    if (limitMs !== undefined) deadline = performance.now() + limitMs;
    pglite.execProtocolRawSync(messages);
    if (limitMs !== undefined) {
      deadline = Number.POSITIVE_INFINITY;
      interrupt(false);
    }
    const [first] = parts;
    return parts.length === 1 && first ? first : Buffer.concat(parts);
  };

  return {
    run,
    query: (sql) => rowsOf(run(queryFrame(sql))),
    logPosition: () => counter(0),
    logBytes: () => counter(walUsageBytesAt),
    writeLog() {
      internals.XLogBeginInsert();
      internals.XLogFlush(internals.XLogInsert(noOperation.manager, noOperation.info));
    },
    syncLog: () => files.syncLog(),
    sessionUser: () => internals.GetSessionUserId(),
    close: () => pglite.close(),
  };
}

function knownInternals(found: WebAssembly.Exports): Internals {
  const missing = internalFunctions.filter((name) => typeof found[name] !== "function");
  if (missing.length || !(found.pgWalUsage instanceof WebAssembly.Global)) {
    throw new AppError(
      "internal",
      `This build of PGlite is not supported: it lacks ${missing.join(", ") || "pgWalUsage"}`,
    );
  }
  return found as unknown as Internals;
}

/** Rows of a simple query's answer. */
function rowsOf(answer: Buffer): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let failure: string | undefined;
  eachFrame(answer, (message) => {
    if (message[0] === fromServer.dataRow) rows.push(rowValues(message));
    if (message[0] === fromServer.error) failure = errorFields(message).get("M");
  });
  if (failure !== undefined) throw new AppError("internal", failure);
  if (finalStatus(answer) === undefined) throw new AppError("internal", "the engine gave no answer");
  return rows;
}
