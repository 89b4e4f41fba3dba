import { createServer } from "node:net";
import { type Engine, engineDatabase } from "./engine.ts";
import { failing } from "./exchange.ts";
import { createGateClient, farewell, type GateClient } from "./gate-client.ts";
import { createGroupCommit } from "./group-commit.ts";
import { unknownRole, welcome } from "./handshake.ts";
import { createNotifications } from "./notifications.ts";
import { createExchangeServer } from "./serve-exchange.ts";
import { createSessionSwitch, milliseconds } from "./session-settings.ts";

export type GateOptions = {
  engine: Engine;
  password: string;
  /** a client that leaves a transaction idle longer than this is cut off: all others wait for it */
  idleInTransactionMs: number;
  /** told before a statement that may rightly take minutes, so that a watchdog has patience */
  onSlow(): void;
  /** the engine gave no sensible answer: the process cannot go on */
  onBroken(reason: string): never;
};

/** How long the engine may work before sockets are looked at again. */
const turnMs = 2;

/**
 * Many Postgres clients on one backend. The session belongs to one client from its first message until its transaction
 * is over; clients take turns by exchange.
 */
export function createGate(options: GateOptions) {
  const { engine } = options;
  const clients = new Map<number, GateClient>();
  const ready: GateClient[] = [];
  /** work of the gate's own that waits until no client has the session */
  const chores: (() => void)[] = [];
  const session = createSessionSwitch(engine);
  const notifications = createNotifications(engine);
  const commit = createGroupCommit({ position: engine.logPosition, write: engine.writeLog, sync: engine.syncLog });
  const exchanges = createExchangeServer({ ...options, session, notifications, commit });
  const serverVersion = engine.query("show server_version")[0]?.[0] ?? "";
  let holder: GateClient | undefined;
  let scheduled = false;
  let closing = false;
  let workedAt = performance.now();
  let nextId = 1;

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(turn);
  };

  const enqueue = (client: GateClient): void => {
    if (client.queue.length === 0 || client.closed) return;
    if (client !== holder && !client.ready) {
      client.ready = true;
      ready.push(client);
    }
    schedule();
  };

  const step = (): boolean => {
    if (!holder) for (const chore of chores.splice(0)) chore();
    const client = holder ?? ready.shift();
    if (!client) return false;
    client.ready = false;
    const exchange = client.queue.shift();
    if (!exchange) return client !== holder;
    exchanges.serve(client, exchange);
    holder = client.pinned ? client : undefined;
    client.resume();
    if (client.leaving && client.queue.length === 0) client.end();
    enqueue(client);
    return true;
  };

  const turn = (): void => {
    scheduled = false;
    if (closing) return;
    const until = performance.now() + turnMs;
    while (step()) {
      workedAt = performance.now();
      if (workedAt > until) break;
    }
    commit.settle();
    if (holder ? holder.queue.length > 0 : ready.length > 0) schedule();
  };

  const whenFree = (chore: () => void): void => {
    chores.push(chore);
    schedule();
  };

  const admit = (client: GateClient): void => {
    if (client.closed) return;
    if (!session.knows(client.user)) {
      client.end(unknownRole(client.user));
      return;
    }
    if (client.settings) client.settings = session.intern(client.settings);
    const { user, applicationName, id, secret } = client;
    client.write(welcome({ user, applicationName, serverVersion, process: id, secret }));
  };

  const closed = (client: GateClient): void => {
    clients.delete(client.id);
    if (client.ready) ready.splice(ready.indexOf(client), 1);
    exchanges.abandon(client);
    if (holder === client) holder = undefined;
    if (client.names.size > 0 || client.channels.size > 0) chores.push(() => exchanges.forget(client));
    schedule();
  };

  /** A request that still waits is failed; one that runs cannot be heard about, as the engine blocks the process. */
  const cancel = (request: { process: number; secret: number }): void => {
    const client = clients.get(request.process);
    const [next] = client?.queue ?? [];
    if (!client || client.secret !== request.secret || !next || next.kind === "flush") return;
    client.queue[0] = failing(next, { code: "57014", message: "canceling statement due to user request" });
  };

  const cutOffIdle = (): void => {
    if (!holder || holder.queue.length > 0) return;
    const limit =
      milliseconds(holder.settings?.get("idle_in_transaction_session_timeout")) ?? options.idleInTransactionMs;
    if (performance.now() - Math.max(workedAt, holder.heardAt) < Math.min(limit, options.idleInTransactionMs)) return;
    holder.end(farewell("25P03", "terminating connection due to idle-in-transaction timeout"));
  };
  const idleTimer = setInterval(cutOffIdle, Math.min(500, options.idleInTransactionMs / 4));

  const server = createServer((socket) => {
    const client = createGateClient({
      socket,
      id: nextId++,
      password: options.password,
      database: engineDatabase,
      events: {
        started: (started) => (session.isKnown(started.user) ? admit(started) : whenFree(() => admit(started))),
        cancel,
        work: enqueue,
        closed,
      },
    });
    clients.set(client.id, client);
  });

  return {
    server,
    isIdle: (): boolean => holder === undefined && ready.length === 0,
    /** When the engine last worked for a client, in the clock of `performance.now()`. */
    workedAt: (): number => workedAt,
    /** Runs a query of the gate's own as the owner; only while no client has the session. */
    queryAsOwner(sql: string): (string | null)[][] {
      session.enter({ user: "postgres", settings: undefined });
      return engine.query(sql);
    },
    /** Runs a chore at the next moment when no client has the session, however many wait. */
    whenFree,
    /** Vacuums one table, unless it is gone by now; only while no client has the session. */
    vacuum(table: string): void {
      const name = `'${table.replaceAll("'", "''")}'`;
      if (this.queryAsOwner(`select 1 where to_regclass(${name}) is not null`).length === 0) return;
      this.queryAsOwner(`vacuum (analyze) ${table}`);
    },
    /** Says goodbye to all clients; answers that wait for the disk are sent first. */
    async close(): Promise<void> {
      clearInterval(idleTimer);
      server.close();
      while (commit.waiting() > 0) await new Promise((next) => setTimeout(next, 5));
      for (const client of clients.values()) {
        client.end(farewell("57P01", "terminating connection due to administrator command"));
      }
      closing = true;
    },
  };
}

export type Gate = ReturnType<typeof createGate>;
