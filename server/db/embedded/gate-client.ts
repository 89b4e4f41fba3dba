import { randomInt } from "node:crypto";
import type { Socket } from "node:net";
import { createExchangeBuilder, type Exchange } from "./exchange.ts";
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
  copy: { query: Buffer; parts: Buffer[]; bytes: number } | undefined;
  /** waits in the gate's queue of clients with work */
  ready: boolean;
  closed: boolean;
  write(bytes: Buffer): void;
  /** last words, then the end of the connection */
  end(bytes?: Buffer): void;
  /** lets more of the client's messages in, after it sent faster than the engine works */
  resume(): void;
};

export type GateClientEvents = {
  /** password and database are right; the gate says welcome, or that the user is unknown */
  started(client: GateClient): void;
  cancel(request: FirstPacket & { kind: "cancel" }): void;
  work(client: GateClient): void;
  copyMessage(client: GateClient, message: Buffer): void;
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
      if (database !== options.database) return client.end(unknownDatabase(database));
      stage = "password";
      client.write(passwordRequest);
    }
  };

  const message = (bytes: Buffer): void => {
    const type = bytes[0] ?? 0;
    if (stage === "password") {
      if (!isPassword(bytes, options.password)) return client.end(wrongPassword(client.user));
      stage = "open";
      return events.started(client);
    }
    if (type === fromClient.terminate) return client.end();
    const copying = type === fromClient.copyData || type === fromClient.copyDone || type === fromClient.copyFail;
    if (client.copy || copying) return events.copyMessage(client, bytes);
    if (!knownTypes.has(type)) return client.end(protocolViolation(`invalid frontend message type ${type}`));
    const exchange = builder.take(bytes);
    if (!exchange) return;
    client.queue.push(exchange);
    if (client.queue.length >= queueLimit) socket.pause();
    events.work(client);
  };

  socket.setNoDelay(true);
  socket.on("data", (chunk: Buffer) => {
    try {
      reader.push(chunk);
      while (!client.closed) {
        const bytes = reader.next(stage === "startup" ? "startup" : "message");
        if (!bytes) break;
        if (stage === "startup") begin(bytes);
        else message(bytes);
      }
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
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

/** Told to a client before its connection is closed from this side. */
export const farewell = (code: string, text: string): Buffer => errorFrame({ severity: "FATAL", code, message: text });
