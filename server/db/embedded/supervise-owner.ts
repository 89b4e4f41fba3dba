import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { AppError } from "#server/kernel/errors.ts";
import { log } from "#server/kernel/log.ts";
import type { Durability } from "./durable-files.ts";
import type { Endpoint } from "./endpoint.ts";
import { type FromOwner, ownerExit, passwordVariable, type ToOwner } from "./owner-messages.ts";

export type SupervisorOptions = {
  folder: string;
  password: string;
  durability: Durability;
  idleInTransactionMs: number;
  /** an owner that has not answered for so long is killed and started again */
  hungAfterMs: number;
  /** the same, while a statement runs that may rightly take minutes (index build, vacuum) */
  slowAfterMs: number;
};

export type Supervisor = {
  endpoint: Endpoint;
  pid(): number | undefined;
  /** closes the database cleanly */
  stop(): Promise<void>;
};

const startLimitMs = 120_000;
const stopLimitMs = 15_000;
const restartAfterMs = { first: 50, most: 5000 };

/** glibc keeps what the WebAssembly compiler has freed, once per thread: together these halve the owner's memory. */
const frugalAllocator = { MALLOC_ARENA_MAX: "1", MALLOC_TRIM_THRESHOLD_: "65536" };
const frugalEngine = ["--wasm-num-compilation-tasks=1", "--max-semi-space-size=4"];

/**
 * Starts the owner process and keeps it alive: the engine blocks its process while it works, so only another process can
 * tell that it hangs.
 * @throws AppError conflict when another owner has the folder; unavailable when it does not start
 */
export async function superviseOwner(options: SupervisorOptions): Promise<Supervisor> {
  let stopping = false;
  let pause = restartAfterMs.first;
  let restart: NodeJS.Timeout | undefined;
  let { owner, endpoint } = await startOwner(options, undefined);
  let stopWatching = watch(owner, options);

  const onExit = (code: number | null, signal: string | null): void => {
    stopWatching();
    if (stopping) return;
    log.error({ code, signal }, "embedded postgres ended; starting it again");
    restart = setTimeout(again, pause);
    pause = Math.min(pause * 2, restartAfterMs.most);
  };
  const again = async (): Promise<void> => {
    try {
      const next = await startOwner(options, "port" in endpoint ? endpoint.port : undefined);
      owner = next.owner;
      endpoint = next.endpoint;
      stopWatching = watch(owner, options);
      owner.once("exit", onExit);
      pause = restartAfterMs.first;
      if (stopping) await endOwner(owner);
    } catch (error) {
      log.error({ error }, "embedded postgres did not start");
      if (!stopping) restart = setTimeout(again, pause);
      pause = Math.min(pause * 2, restartAfterMs.most);
    }
  };
  owner.once("exit", onExit);

  return {
    endpoint,
    pid: () => owner.pid,
    async stop() {
      stopping = true;
      clearTimeout(restart);
      stopWatching();
      await endOwner(owner);
    },
  };
}

async function startOwner(
  options: SupervisorOptions,
  port: number | undefined,
): Promise<{ owner: ChildProcess; endpoint: Endpoint }> {
  const parameters = [
    `--folder=${options.folder}`,
    `--durability=${options.durability}`,
    `--idle-in-transaction-ms=${options.idleInTransactionMs}`,
  ];
  if (port !== undefined) parameters.push(`--port=${port}`);
  const owner = fork(fileURLToPath(new URL("./owner.ts", import.meta.url)), parameters, {
    env: { ...process.env, ...frugalAllocator, NODE_OPTIONS: "", [passwordVariable]: options.password },
    execArgv: frugalEngine,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  let refusal: string | undefined;
  const endpoint = await new Promise<Endpoint | undefined>((done) => {
    const limit = setTimeout(() => owner.kill("SIGKILL"), startLimitMs);
    owner.on("message", (message: FromOwner) => {
      if (message.kind === "refused") refusal = message.message;
      if (message.kind !== "ready") return;
      clearTimeout(limit);
      done(message.endpoint);
    });
    owner.once("exit", () => {
      clearTimeout(limit);
      done(undefined);
    });
  });
  if (endpoint) return { owner, endpoint };
  if (owner.exitCode === ownerExit.inUse) throw new AppError("conflict", refusal ?? "The database folder is in use.");
  throw new AppError("unavailable", "The embedded database did not start; its messages are above.");
}

/**
 * Pings the owner and kills it when too many in a row went unanswered. Pings are counted, not time: while this process
 * itself is blocked or the machine sleeps, nothing is held against the owner.
 * @returns a function that ends the watch
 */
function watch(owner: ChildProcess, options: SupervisorOptions): () => void {
  const every = options.hungAfterMs / 5;
  let id = 0;
  let waited = 0;
  let limit = options.hungAfterMs;
  const onMessage = (message: FromOwner): void => {
    if (message.kind === "slow") limit = options.slowAfterMs;
    if (message.kind !== "pong") return;
    waited = 0;
    limit = options.hungAfterMs;
  };
  owner.on("message", onMessage);
  const timer = setInterval(() => {
    if (waited >= limit) {
      log.error({ pid: owner.pid }, "embedded postgres hangs; killing it");
      owner.kill("SIGKILL");
      return;
    }
    waited += every;
    const ping: ToOwner = { kind: "ping", id: id++ };
    if (owner.connected) owner.send(ping, () => {});
  }, every);
  return () => {
    clearInterval(timer);
    owner.off("message", onMessage);
  };
}

async function endOwner(owner: ChildProcess): Promise<void> {
  if (owner.exitCode !== null || owner.signalCode !== null) return;
  const ended = new Promise((done) => owner.once("exit", done));
  const stop: ToOwner = { kind: "stop" };
  if (owner.connected) owner.send(stop, () => {});
  else owner.kill("SIGTERM");
  const limit = setTimeout(() => owner.kill("SIGKILL"), stopLimitMs);
  await ended;
  clearTimeout(limit);
}
