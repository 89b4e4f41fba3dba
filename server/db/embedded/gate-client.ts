import { randomInt } from "node:crypto";
import type { Socket } from "node:net";
import { gatherCopy, type IncomingCopy } from "./copy-in.ts";
import { copyExchange, createExchangeBuilder, type Exchange } from "./exchange.ts";
import {
  type FirstPacket,
  isPassword,
  passwordRequest,
  readFirstPacket,
  startupSettings,
  unknownDatabase,
  wrongPassword,
} from "./handshake.ts";
import type { ListenChange } from "./notifications.ts";
import { createFrameReader, errorFrame, FrameError, fromClient, type TransactionStatus } from "./protocol.ts";
import type { SessionSettings } from "./session-settings.ts";

/** One connected client: its socket, what it has asked for, and the session that is its own. */
export type GateClient = {
  readonly id: number;
  readonly secret: number;
  readonly names: Set<string>;
  user: string;
  applicationName: string;
  /** exchanges that are complete and wait for the engine, oldest first */
  queue: Exchange[];
  settings: SessionSettings | undefined;
  customSettings: Set<string>;
  channels: Set<string>;
  listenChanges: ListenChange[];
  /** the session may have been changed in the transaction that is open */
  touched: boolean;
  status: TransactionStatus;
  /** the last unnamed statement, in case another client's replaces it in the engine */
  unnamed: Buffer | undefined;
  /** answers that wait for the disk; later ones queue behind them */
  held: number;
  /** the data of a COPY … FROM STDIN that is coming in */
  copy: IncomingCopy | undefined;
  /** has the engine's session: it is in a transaction, or between a Flush and its Sync */
  pinned: boolean;
  /** has said goodbye; what it asked for before still runs */
  leaving: boolean;
  /** when it was last heard, in the clock of `performance.now()` */
  heardAt: number;
  /** waits in the gate's queue of clients with work */
  ready: boolean;
  closed: boolean;
  write(bytes: Buffer): void;
  /** last words, then the end of the connection */
  end(bytes?: Buffer): void;
  /** lets more of the client's messages in, after it sent faster than the engine works */
  resume(): void;
  /** a COPY has begun or failed: lets in what the client sent behind it */
  copySettled(): void;
};

export type GateClientEvents = {
  /** password and database are right; the gate says welcome, or that the user is unknown */
  started(client: GateClient): void;
  cancel(request: FirstPacket & { kind: "cancel" }): void;
  work(client: GateClient): void;
  closed(client: GateClient): void;
};

const queueLimit = 500;
const protocolViolation = (message: string): Buffer => errorFrame({ severity: "FATAL", code: "08P01", message });

/** Speaks with one client until it is known, then turns its messages into exchanges. */
export function createGateClient(options: {
  socket: Socket;
  id: number;
  password: string;
  database: string;
  events: GateClientEvents;
}): GateClient {
  const { socket, events } = options;
  const reader = createFrameReader();
  const builder = createExchangeBuilder(`c${options.id}_`);
  let stage: "startup" | "password" | "open" = "startup";
  let awaitsCopy = false;
  const behindCopy: Buffer[] = [];

  const client: GateClient = {
    id: options.id,
    secret: randomInt(1, 0x7fffffff),
    names: builder.names,
    user: "",
    applicationName: "",
    queue: [],
    settings: undefined,
    customSettings: new Set(),
    channels: new Set(),
    listenChanges: [],
    touched: false,
    status: "I",
    unnamed: undefined,
    held: 0,
    copy: undefined,
    pinned: false,
    leaving: false,
    heardAt: performance.now(),
    ready: false,
    closed: false,
    write(bytes) {
      if (!client.closed && bytes.length > 0) socket.write(bytes);
    },
    end(bytes) {
      if (client.closed) return;
      if (bytes) socket.end(bytes);
      else socket.end();
      close();
    },
    copySettled() {
      awaitsCopy = false;
      for (const bytes of behindCopy.splice(0)) if (!client.closed) message(bytes);
    },
    resume() {
      if (socket.isPaused() && client.queue.length < queueLimit / 2) socket.resume();
    },
  };

  const close = (): void => {
    if (client.closed) return;
    client.closed = true;
    client.queue = [];
    client.copy = undefined;
    events.closed(client);
  };

  const begin = (packet: Buffer): void => {
    const first = readFirstPacket(packet);
    if (first.kind === "encryption") {
      client.write(Buffer.from("N"));
    } else if (first.kind === "cancel") {
      events.cancel(first);
      client.end();
    } else if (first.kind === "unknown" || !first.parameters.get("user")) {
      client.end(protocolViolation("unsupported protocol"));
    } else {
      client.user = first.parameters.get("user") ?? "";
      client.applicationName = first.parameters.get("application_name") ?? "";
      const settings = startupSettings(first.parameters);
      if (settings.length > 0) client.settings = new Map(settings);
      const database = first.parameters.get("database") ?? client.user;
      stage = "password";
      if (database === options.database) client.write(passwordRequest);
      else client.end(unknownDatabase(database));
    }
  };

  const authenticate = (bytes: Buffer): void => {
    if (!isPassword(bytes, options.password)) {
      client.end(wrongPassword(client.user));
      return;
    }
    stage = "open";
    events.started(client);
  };

  const leave = (): void => {
    client.leaving = true;
    if (client.queue.length === 0) client.end();
  };

  const message = (bytes: Buffer): void => {
    const type = bytes[0] ?? 0;
    if (awaitsCopy) {
      behindCopy.push(bytes);
    } else if (type === fromClient.terminate) {
      leave();
    } else if (client.copy) {
      const gathered = gatherCopy(client.copy, bytes);
      if (!gathered) return;
      client.copy = undefined;
      add(copyExchange(gathered));
    } else if (knownTypes.has(type)) {
      const exchange = builder.take(bytes);
      if (exchange) add(exchange);
    } else if (!strayTypes.has(type)) {
      client.end(protocolViolation(`invalid frontend message type ${type}`));
    }
  };

  const add = (exchange: Exchange): void => {
    client.queue.push(exchange);
    awaitsCopy = exchange.copiesIn;
    if (client.queue.length >= queueLimit) socket.pause();
    events.work(client);
  };

  const receive = (chunk: Buffer): void => {
    reader.push(chunk);
    while (!client.closed) {
      const bytes = reader.next(stage === "startup" ? "startup" : "message");
      if (!bytes) return;
      if (stage === "startup") begin(bytes);
      else if (stage === "password") authenticate(bytes);
      else message(bytes);
    }
  };

  socket.setNoDelay(true);
  socket.on("data", (chunk: Buffer) => {
    client.heardAt = performance.now();
    try {
      receive(chunk);
    } catch (error) {
      // a RangeError is a field that reaches beyond its message
      if (!(error instanceof FrameError || error instanceof RangeError)) throw error;
      client.end(protocolViolation(error.message));
    }
  });
  socket.on("error", close);
  socket.on("close", close);
  return client;
}

const knownTypes = new Set<number>([
  fromClient.bind,
  fromClient.close,
  fromClient.describe,
  fromClient.execute,
  fromClient.functionCall,
  fromClient.flush,
  fromClient.parse,
  fromClient.query,
  fromClient.sync,
]);

/** Data of a COPY that has failed already. */
const strayTypes = new Set<number>([fromClient.copyData, fromClient.copyDone, fromClient.copyFail]);

/** Told to a client before its connection is closed from this side. */
export const farewell = (code: string, text: string): Buffer => errorFrame({ severity: "FATAL", code, message: text });
