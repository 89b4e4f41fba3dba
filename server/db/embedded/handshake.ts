import { timingSafeEqual } from "node:crypto";
import {
  errorFrame,
  frame,
  fromClient,
  fromServer,
  int32,
  readyFrame,
  startupCode,
  startupParameters,
  textAt,
  zeroEnded,
} from "./protocol.ts";

/** What a first packet asks for. */
export type FirstPacket =
  | { kind: "encryption" }
  | { kind: "cancel"; process: number; secret: number }
  | { kind: "start"; parameters: Map<string, string> }
  | { kind: "unknown" };

export function readFirstPacket(packet: Buffer): FirstPacket {
  if (packet.length < 8) return { kind: "unknown" };
  const code = packet.readInt32BE(4);
  if (code === startupCode.ssl || code === startupCode.gss) return { kind: "encryption" };
  if (code === startupCode.cancel && packet.length >= 16) {
    return { kind: "cancel", process: packet.readInt32BE(8), secret: packet.readInt32BE(12) };
  }
  if (code >> 16 !== startupCode.protocol3 >> 16) return { kind: "unknown" };
  return { kind: "start", parameters: startupParameters(packet) };
}

/** Clear text is asked for: the socket is in a folder of mode 700, or on the loopback interface. */
export const passwordRequest = frame(fromServer.authentication, int32(3));

export function isPassword(message: Buffer, password: string): boolean {
  if (message[0] !== fromClient.password) return false;
  const given = Buffer.from(textAt(message, 5));
  const wanted = Buffer.from(password);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

export const wrongPassword = (user: string): Buffer =>
  errorFrame({ severity: "FATAL", code: "28P01", message: `password authentication failed for user "${user}"` });

export const unknownRole = (user: string): Buffer =>
  errorFrame({ severity: "FATAL", code: "28000", message: `role "${user}" does not exist` });

export const unknownDatabase = (database: string): Buffer =>
  errorFrame({ severity: "FATAL", code: "3D000", message: `database "${database}" does not exist` });

/** The settings that every client is told at its start. */
const reported = {
  server_encoding: "UTF8",
  client_encoding: "UTF8",
  DateStyle: "ISO, MDY",
  IntervalStyle: "postgres",
  TimeZone: "UTC",
  integer_datetimes: "on",
  standard_conforming_strings: "on",
  in_hot_standby: "off",
  default_transaction_read_only: "off",
};

/** All that a server says between the right password and the first query. */
export function welcome(client: {
  user: string;
  applicationName: string;
  serverVersion: string;
  process: number;
  secret: number;
}): Buffer {
  const parameters = {
    ...reported,
    server_version: client.serverVersion,
    application_name: client.applicationName,
    session_authorization: client.user,
    is_superuser: client.user === "postgres" ? "on" : "off",
  };
  return Buffer.concat([
    frame(fromServer.authentication, int32(0)),
    ...Object.entries(parameters).map(([name, value]) =>
      frame(fromServer.parameter, zeroEnded(name), zeroEnded(value)),
    ),
    frame(fromServer.backendKey, int32(client.process), int32(client.secret)),
    readyFrame("I"),
  ]);
}

/** Settings that a client asked for in its first packet, directly or as `options=-c name=value`. */
export function startupSettings(parameters: Map<string, string>): [string, string][] {
  const settings: [string, string][] = [];
  const handled = new Set(["user", "database", "options", "replication", "application_name", "client_encoding"]);
  for (const [name, value] of parameters)
    if (!handled.has(name) && !name.startsWith("_pq_.")) settings.push([name, value]);
  for (const match of (parameters.get("options") ?? "").matchAll(/(?:-c\s*|--)([\w.]+)=((?:\\.|\S)*)/g)) {
    if (match[1]) settings.push([match[1], (match[2] ?? "").replace(/\\(.)/g, "$1")]);
  }
  return settings;
}
