/** Frames of the Postgres wire protocol, version 3: pure, no I/O (PostgreSQL manual, chapter "Frontend/Backend Protocol"). */

/** Message types by their first byte. Some letters mean one thing from the client and another from the server. */
export const fromClient = {
  bind: 66,
  close: 67,
  describe: 68,
  execute: 69,
  functionCall: 70,
  flush: 72,
  parse: 80,
  query: 81,
  sync: 83,
  terminate: 88,
  copyDone: 99,
  copyData: 100,
  copyFail: 102,
  password: 112,
} as const;

export const fromServer = {
  notification: 65,
  commandComplete: 67,
  dataRow: 68,
  error: 69,
  copyIn: 71,
  backendKey: 75,
  authentication: 82,
  parameter: 83,
  ready: 90,
} as const;

/** Codes that stand where a protocol version would, in a first packet. */
export const startupCode = { protocol3: 196608, cancel: 80877102, ssl: 80877103, gss: 80877104 } as const;

/** A transaction status as ReadyForQuery tells it: idle, in a transaction, in a failed one. */
export type TransactionStatus = "I" | "T" | "E";

const largestFrame = 0x3fffffff;
const nothing = Buffer.alloc(0);

/** A peer broke the framing; the connection cannot go on. */
export class FrameError extends Error {}

/** Cuts a stream of chunks into frames. A large frame is assembled once, when its last byte is there. */
export function createFrameReader() {
  let buffer: Buffer = nothing;
  let parts: Buffer[] = [];
  let gathered = 0;
  let needed = 0;

  return {
    push(chunk: Buffer): void {
      if (needed === 0) {
        buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
        return;
      }
      parts.push(chunk);
      gathered += chunk.length;
      if (gathered < needed) return;
      buffer = Buffer.concat(parts, gathered);
      parts = [];
      needed = 0;
    },
    /** The next whole frame, or undefined. A startup packet has no type byte. */
    next(kind: "startup" | "message"): Buffer | undefined {
      const head = kind === "startup" ? 0 : 1;
      if (needed > 0 || buffer.length < head + 4) return undefined;
      const length = buffer.readInt32BE(head);
      if (length < 4 || length > (kind === "startup" ? 10_000 : largestFrame))
        throw new FrameError("invalid frame length");
      const size = head + length;
      if (buffer.length < size) {
        parts = [buffer];
        gathered = buffer.length;
        needed = size;
        buffer = nothing;
        return undefined;
      }
      const frame = buffer.subarray(0, size);
      buffer = buffer.length === size ? nothing : buffer.subarray(size);
      return frame;
    },
  };
}

/** A frame of one type around a body. */
export function frame(type: number, ...body: Uint8Array[]): Buffer {
  const length = body.reduce((sum, part) => sum + part.length, 4);
  const result = Buffer.allocUnsafe(length + 1);
  result[0] = type;
  result.writeInt32BE(length, 1);
  let offset = 5;
  for (const part of body) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}

/** Text with its closing zero byte. */
export function zeroEnded(text: string): Buffer {
  return Buffer.from(`${text}\0`);
}

export function int32(value: number): Buffer {
  const result = Buffer.allocUnsafe(4);
  result.writeInt32BE(value);
  return result;
}

export function queryFrame(sql: string): Buffer {
  return frame(fromClient.query, zeroEnded(sql));
}

export const syncFrame = frame(fromClient.sync);

export function readyFrame(status: TransactionStatus): Buffer {
  return frame(fromServer.ready, Buffer.from(status));
}

export function commandCompleteFrame(tag: string): Buffer {
  return frame(fromServer.commandComplete, zeroEnded(tag));
}

export function errorFrame(error: {
  severity: "ERROR" | "FATAL";
  code: string;
  message: string;
  hint?: string;
}): Buffer {
  const hint = error.hint ? `H${error.hint}\0` : "";
  return frame(
    fromServer.error,
    Buffer.from(`S${error.severity}\0V${error.severity}\0C${error.code}\0M${error.message}\0${hint}\0`),
  );
}

/** The zero-ended text at `offset` of a frame. */
export function textAt(message: Buffer, offset: number): string {
  return message.toString("utf8", offset, endOfText(message, offset));
}

function endOfText(message: Buffer, offset: number): number {
  const end = message.indexOf(0, offset);
  if (end < 0) throw new FrameError("text without an end");
  return end;
}

/** The SQL of a Parse or Query frame. */
export function sqlOf(message: Buffer): string {
  return textAt(message, message[0] === fromClient.parse ? endOfText(message, 5) + 1 : 5);
}

/** The name and parameters of a startup packet. */
export function startupParameters(packet: Buffer): Map<string, string> {
  const parameters = new Map<string, string>();
  let offset = 8;
  while (offset < packet.length && packet[offset] !== 0) {
    const name = textAt(packet, offset);
    const valueAt = endOfText(packet, offset) + 1;
    parameters.set(name, textAt(packet, valueAt));
    offset = endOfText(packet, valueAt) + 1;
  }
  return parameters;
}

/** Where the name of a prepared statement stands in a frame; undefined where the frame names none, or a portal. */
function statementNameAt(message: Buffer): number | undefined {
  const type = message[0];
  if (type === fromClient.parse) return 5;
  if (type === fromClient.bind) return endOfText(message, 5) + 1;
  if ((type === fromClient.describe || type === fromClient.close) && message[5] === 83) return 6;
  return undefined;
}

/** The prepared statement that a Parse, Bind, Describe or Close frame is about: "" is the unnamed one. */
export function statementNameOf(message: Buffer): string | undefined {
  const at = statementNameAt(message);
  return at === undefined ? undefined : textAt(message, at);
}

/** The same frame with a prefix before the name of its prepared statement; unnamed ones stay as they are. */
export function prefixStatementName(message: Buffer, prefix: string): Buffer {
  const at = statementNameAt(message);
  if (at === undefined || message[at] === 0) return message;
  return frame(message[0] ?? 0, message.subarray(5, at), Buffer.from(prefix), message.subarray(at));
}

export function closeStatementFrame(name: string): Buffer {
  return frame(fromClient.close, Buffer.from("S"), zeroEnded(name));
}

/** Calls `visit` with each frame of a whole answer. */
export function eachFrame(answer: Buffer, visit: (message: Buffer) => void): void {
  let offset = 0;
  while (offset < answer.length) {
    const size = 1 + answer.readInt32BE(offset + 1);
    visit(answer.subarray(offset, offset + size));
    offset += size;
  }
}

/** The status in the ReadyForQuery frame that ends an answer; undefined when the answer does not end with one. */
export function finalStatus(answer: Buffer): TransactionStatus | undefined {
  const at = answer.length - 6;
  if (at < 0 || answer[at] !== fromServer.ready || answer.readInt32BE(at + 1) !== 5) return undefined;
  const status = String.fromCharCode(answer[at + 5] ?? 0);
  return status === "I" || status === "T" || status === "E" ? status : undefined;
}

/** The fields of an ErrorResponse by their letters: C the code, M the message. */
export function errorFields(message: Buffer): Map<string, string> {
  const fields = new Map<string, string>();
  let offset = 5;
  while (offset < message.length && message[offset] !== 0) {
    fields.set(String.fromCharCode(message[offset] ?? 0), textAt(message, offset + 1));
    offset = endOfText(message, offset + 1) + 1;
  }
  return fields;
}

/** The columns of a DataRow frame in text form. */
export function rowValues(message: Buffer): (string | null)[] {
  const values: (string | null)[] = [];
  let offset = 7;
  for (let count = message.readInt16BE(5); count > 0; count--) {
    const length = message.readInt32BE(offset);
    offset += 4;
    values.push(length < 0 ? null : message.toString("utf8", offset, offset + length));
    offset += Math.max(length, 0);
  }
  return values;
}
