import { chmodSync, mkdirSync, rmSync } from "node:fs";
import type { Server } from "node:net";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Durability } from "./durable-files.ts";
import { canUseSocket, type Endpoint, readOwnerCard, socketPath, writeOwnerCard } from "./endpoint.ts";
import { type Engine, openEngine } from "./engine.ts";
import { createGate } from "./gate.ts";
import { startMaintenance } from "./maintenance.ts";
import { takeOwnerLock } from "./owner-lock.ts";
import { type FromOwner, ownerExit, passwordVariable, type ToOwner } from "./owner-messages.ts";
import { ensureDataFolder } from "./template.ts";

/** The process that owns a data folder: `node owner.ts --folder <folder>`, password in the environment. */
async function main(): Promise<void> {
  const options = readOptions();
  const isSupervised = process.connected === true;
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  chmodSync(options.folder, 0o700);
  const lock = await takeOwnerLock(options.folder);
  if (!lock) return refuse(options.folder);

  const data = join(options.folder, "data");
  await ensureDataFolder({ folder: data, durability: options.durability });
  const engine = await openEngine({ folder: data, durability: options.durability });
  const gate = createGate({
    engine,
    password: options.password,
    idleInTransactionMs: options.idleInTransactionMs,
    onSlow: () => tell({ kind: "slow" }),
    onBroken,
  });
  const endpoint = await listen(gate.server, options);
  const stopMaintenance = startMaintenance({ engine, gate, onSlow: () => tell({ kind: "slow" }) });
  writeOwnerCard(options.folder, { pid: process.pid, endpoint, password: options.password });

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    stopMaintenance();
    await gate.close();
    await engine.close();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  // Ctrl-C reaches the whole process group, but the database ends last: a supervisor says when
  process.on("SIGINT", () => process.connected || stop());
  process.on("disconnect", stop);
  process.on("message", (message: ToOwner) => {
    if (message.kind === "stop") void stop();
    else answerPing(engine, message.id, gate.isIdle());
  });
  // the supervisor may have gone while the engine was opening, before anybody listened for it
  if (isSupervised && !process.connected) await stop();
  tell({ kind: "ready", endpoint });
  process.stdout.write(`${JSON.stringify({ ready: true, pid: process.pid, endpoint })}\n`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      folder: { type: "string" },
      durability: { type: "string", default: "fsync" },
      "idle-in-transaction-ms": { type: "string", default: "15000" },
      port: { type: "string" },
    },
  });
  const password = process.env[passwordVariable];
  if (!values.folder || !password) {
    process.stderr.write(`usage: ${passwordVariable}=… node owner.ts --folder <folder>\n`);
    process.exit(64);
  }
  const durability: Durability = values.durability === "none" ? "none" : "fsync";
  return {
    folder: resolve(values.folder),
    password,
    durability,
    idleInTransactionMs: Number(values["idle-in-transaction-ms"]),
    port: values.port === undefined ? undefined : Number(values.port),
  };
}

function refuse(folder: string): void {
  const pid = readOwnerCard(folder)?.pid;
  const message = `The database folder ${folder} is in use by another process${pid ? ` (${pid})` : ""}: stop that one first.`;
  if (process.connected) tell({ kind: "refused", message });
  else process.stderr.write(`${message}\n`);
  process.exitCode = ownerExit.inUse;
  if (process.connected) process.disconnect();
}

function onBroken(reason: string): never {
  process.stderr.write(`embedded postgres: ${reason}\n`);
  process.exit(ownerExit.broken);
}

function listen(server: Server, options: { folder: string; port: number | undefined }): Promise<Endpoint> {
  const bySocket = options.port === undefined && canUseSocket(options.folder);
  return new Promise((done, failed) => {
    server.once("error", failed);
    if (bySocket) {
      // the lock is ours, so a socket that is still there belongs to an owner that is gone
      rmSync(socketPath(options.folder), { force: true });
      server.listen(socketPath(options.folder), () => {
        chmodSync(socketPath(options.folder), 0o600);
        done({ folder: options.folder });
      });
      return;
    }
    server.listen(options.port ?? 0, "127.0.0.1", () => {
      const address = server.address();
      if (address && typeof address === "object") done({ port: address.port });
    });
  });
}

function answerPing(engine: Engine, id: number, idle: boolean): void {
  // inside a client's transaction a query of ours would be part of it: being here is sign enough
  if (idle && engine.query("select 1")[0]?.[0] !== "1") onBroken("the engine does not answer");
  tell({ kind: "pong", id });
}

function tell(message: FromOwner): void {
  if (process.connected) process.send?.(message);
}

main().catch((error: unknown) => onBroken(error instanceof Error ? `${error.name}: ${error.message}` : String(error)));
