import { createServer, type Server } from "node:net";
import type { Engine } from "./engine.ts";
import { engineDatabase } from "./engine.ts";
import type { Exchange } from "./exchange.ts";
import { createGateClient, farewell, type GateClient } from "./gate-client.ts";
import { createGroupCommit } from "./group-commit.ts";
import { unknownRole, welcome } from "./handshake.ts";
import { createNotifications } from "./notifications.ts";
import {
  closeStatementFrame,
  commandCompleteFrame,
  eachFrame,
  errorFrame,
  finalStatus,
  fromServer,
  readyFrame,
  syncFrame,
} from "./protocol.ts";
import { createSessionSwitch } from "./session-settings.ts";

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
const turnMs = 3;

/**
 * Many Postgres clients on one backend. The session belongs to one client from its first message until its transaction
 * is over; clients take turns by exchange.
 */
export function createGate(options: GateOptions) {
  const { engine } = options;
  const clients = new Set<GateClient>();
  const ready: GateClient[] = [];
  const starting: GateClient[] = [];
  const session = createSessionSwitch(engine);
  const notifications = createNotifications(engine);
  const commit = createGroupCommit({
    position: engine.logPosition,
    write: engine.writeLog,
    sync: engine.syncLog,
  });
  const serverVersion = engine.query("show server_version")[0]?.[0] ?? "";
  let holder: GateClient | undefined;
  let holderSince = 0;
  let unnamedOf: GateClient | undefined;
  let scheduled = false;
  let lastWork = performance.now();
  let nextId = 1;

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(turn);
  };

  const turn = (): void => {
    scheduled = false;
    const until = performance.now() + turnMs;
    let now = 0;
    do {
      if (!holder) for (const client of starting.splice(0)) admit(client);
      const client = holder ?? ready.shift();
      if (!client) break;
      client.ready = false;
      const exchange = client.queue.shift();
      if (!exchange) {
        if (client === holder) break;
        continue;
      }
      serve(client, exchange);
      client.resume();
      if (client !== holder) enqueue(client);
      now = performance.now();
    } while (now < until);
    lastWork = performance.now();
    holderSince = lastWork;
    commit.settle();
    if (holder ? holder.queue.length > 0 : ready.length > 0) schedule();
  };

  const enqueue = (client: GateClient): void => {
    if (client.queue.length === 0 || client.ready || client.closed) return;
    if (client !== holder) {
      client.ready = true;
      ready.push(client);
    }
    schedule();
  };

  /** Sends an answer that ended a transaction once what it tells is on disk. */
  const hold = (client: GateClient, release: () => void): void => {
    client.held++;
    commit.hold(() => {
      client.held--;
      release();
    });
  };

  const answer = (client: GateClient, bytes: Buffer): void => {
    const { answer: own, deliver } = notifications.extract(bytes);
    if (deliver) commit.hold(deliver);
    if (client.status === "I" || client.held > 0) hold(client, () => client.write(own));
    else client.write(own);
  };

  const serve = (client: GateClient, exchange: Exchange): void => {
    if (exchange.slow) options.onSlow();
    if (holder !== client) {
      holder = client;
      try {
        session.enter(client);
      } catch (error) {
        holder = undefined;
        client.end(farewell("57P01", `the session could not be resumed: ${String(error)}`));
        return;
      }
    }
    if (exchange.session) client.touched = true;
    for (const name of exchange.customSettings) client.customSettings.add(name);
    client.listenChanges.push(...exchange.listens);
    if (exchange.discards && client.status === "I") return discard(client, exchange.discards);
    if (exchange.copiesIn && client.status !== "E" && exchange.refusal === undefined)
      return beginCopy(client, exchange);
    execute(client, exchange);
  };

  const execute = (client: GateClient, exchange: Exchange): void => {
    recallUnnamed(client, exchange);
    const [first] = exchange.messages;
    let bytes = engine.run(exchange.messages.length === 1 && first ? first : Buffer.concat(exchange.messages));
    if (exchange.refusal !== undefined) bytes = refuse(bytes, exchange.refusal);
    if (exchange.kind === "flush") {
      client.write(bytes);
      return;
    }
    const status = finalStatus(bytes);
    if (status === undefined) options.onBroken("the engine's answer had no end");
    conclude(client, status, bytes);
  };

  /** Takes note of how an exchange ended; a session outside a transaction goes back to the gate. */
  const conclude = (client: GateClient, status: GateClient["status"], bytes: Buffer): void => {
    client.status = status;
    if (status === "I") {
      if (client.listenChanges.length > 0) settleListening(client, bytes);
      if (client.touched) {
        client.touched = false;
        client.settings = session.capture(client.customSettings);
      }
      if (!session.isStill(client.user)) session.restore();
      holder = undefined;
    }
    answer(client, bytes);
  };

  const settleListening = (client: GateClient, bytes: Buffer): void => {
    let undone = false;
    eachFrame(bytes, (message) => {
      if (message[0] === fromServer.error) undone = true;
      if (message[0] === fromServer.commandComplete) undone ||= message.toString("latin1", 5).startsWith("ROLLBACK");
    });
    if (!undone) notifications.apply(client, client.listenChanges);
    client.listenChanges = [];
  };

  /** Parses the client's unnamed statement again where another client's has taken its place. */
  const recallUnnamed = (client: GateClient, exchange: Exchange): void => {
    if (exchange.unnamed.needed && unnamedOf !== client && client.unnamed && client.status === "I") {
      engine.run(Buffer.concat([client.unnamed, syncFrame]));
    }
    if (exchange.unnamed.parsed) client.unnamed = Buffer.from(exchange.unnamed.parsed);
    if (exchange.unnamed.parsed || exchange.unnamed.needed || exchange.kind === "query") unnamedOf = client;
  };

  const discard = (client: GateClient, what: "session" | "statements"): void => {
    closeStatements(client);
    if (what === "session") {
      client.settings = undefined;
      client.customSettings.clear();
      client.touched = false;
      session.abandon();
      notifications.apply(client, [{ add: false, channel: undefined }]);
    }
    holder = undefined;
    const tag = what === "session" ? "DISCARD ALL" : "DEALLOCATE ALL";
    answer(client, Buffer.concat([commandCompleteFrame(tag), readyFrame("I")]));
  };

  const closeStatements = (client: GateClient): void => {
    if (client.names.size === 0) return;
    engine.run(Buffer.concat([...[...client.names].map(closeStatementFrame), syncFrame]));
    client.names.clear();
  };

  const beginCopy = (client: GateClient, exchange: Exchange): void => {
    execute(client, { ...exchange, refusal: "COPY FROM STDIN is not supported" });
  };

  const admit = (client: GateClient): void => {
    if (client.closed) return;
    if (!session.knows(client.user)) return client.end(unknownRole(client.user));
    const { user, applicationName, id, secret } = client;
    client.write(welcome({ user, applicationName, serverVersion, process: id, secret }));
  };

  const closed = (client: GateClient): void => {
    clients.delete(client);
    if (unnamedOf === client) unnamedOf = undefined;
    if (holder === client) {
      engine.run(syncFrame);
      engine.query("rollback");
      holder = undefined;
    }
    if (client.ready) ready.splice(ready.indexOf(client), 1);
    if (client.names.size > 0 || client.channels.size > 0)
      whenFree(() => {
        closeStatements(client);
        notifications.forget(client);
      });
    if (client.settings || client.touched) session.abandon();
    schedule();
  };

  const whenFree = (work: () => void): void => {
    if (holder) setTimeout(whenFree, 20, work);
    else work();
  };

  const cutOffIdle = (): void => {
    if (!holder || holder.queue.length > 0 || performance.now() - holderSince < options.idleInTransactionMs) return;
    holder.end(farewell("25P03", "terminating connection due to idle-in-transaction timeout"));
  };

  const server: Server = createServer((socket) => {
    const client = createGateClient({
      socket,
      id: nextId++,
      password: options.password,
      database: engineDatabase,
      events: {
        started(started) {
          if (session.isKnown(started.user)) return admit(started);
          starting.push(started);
          schedule();
        },
        cancel: () => {},
        work: enqueue,
        copyMessage: () => {},
        closed,
      },
    });
    clients.add(client);
  });
  const idleTimer = setInterval(cutOffIdle, Math.min(500, options.idleInTransactionMs / 4));

  return {
    server,
    /** Whether no client has the engine or waits for it. */
    isIdle: (): boolean => holder === undefined && ready.length === 0,
    lastWork: (): number => lastWork,
    /** Says goodbye to all clients; answers that wait for the disk are sent first. */
    async close(): Promise<void> {
      clearInterval(idleTimer);
      server.close();
      while (commit.waiting() > 0) await new Promise((next) => setTimeout(next, 5));
      for (const client of [...clients])
        client.end(farewell("57P01", "terminating connection due to administrator command"));
    },
  };
}

function refuse(bytes: Buffer, reason: string): Buffer {
  const frames: Buffer[] = [];
  eachFrame(bytes, (message) => {
    const own = message[0] === fromServer.error;
    frames.push(own ? errorFrame({ severity: "ERROR", code: "0A000", message: reason }) : message);
  });
  return Buffer.concat(frames);
}
