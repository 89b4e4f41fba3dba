import type { Engine } from "./engine.ts";
import { eachFrame, errorFrame, frame, fromClient, fromServer, zeroEnded } from "./protocol.ts";

/** The data of one COPY is gathered before it runs; more than this is refused. */
const largestCopy = 256 * 2 ** 20;

const giveUp = frame(fromClient.copyFail, zeroEnded("the gate asks for the columns only"));

/** A COPY whose data is coming in. */
export type IncomingCopy = { query: Buffer; parts: Buffer[]; bytes: number };

/** The invitation to send data, or the whole answer of a COPY that was refused. */
export type CopyAnswer = { bytes: Buffer; copy: IncomingCopy | undefined };

function framesOf(answer: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  eachFrame(answer, (message) => frames.push(message));
  return frames;
}

/**
 * Begins a COPY … FROM STDIN. The engine cannot wait for a client's data, so it is asked what it would accept and made to
 * give up; the client's data is gathered and the COPY runs once it is whole.
 */
export function beginCopy(engine: Engine, query: Buffer, inTransaction: boolean): CopyAnswer {
  const attempt = (): Buffer => engine.run(Buffer.concat([query, giveUp]));
  if (inTransaction) engine.query("savepoint gate_copy");
  const answer = attempt();
  const accepted = framesOf(answer).find((message) => message[0] === fromServer.copyIn);
  if (inTransaction) engine.query("rollback to savepoint gate_copy; release savepoint gate_copy");
  if (accepted) return { bytes: Buffer.from(accepted), copy: { query, parts: [], bytes: 0 } };
  return { bytes: inTransaction ? attempt() : answer, copy: undefined };
}

/** Takes one message of a COPY's data; returns the messages for the engine once it is whole. */
export function gatherCopy(copy: IncomingCopy, message: Buffer): Buffer | undefined {
  const type = message[0];
  // Flush and Sync mean nothing while data comes in
  if (type === fromClient.flush || type === fromClient.sync) return undefined;
  if (type === fromClient.copyData) {
    copy.bytes += message.length;
    if (copy.bytes > largestCopy) copy.parts = [];
    else copy.parts.push(message);
    return undefined;
  }
  if (type === fromClient.copyDone && copy.bytes <= largestCopy)
    return Buffer.concat([copy.query, ...copy.parts, message]);
  const reason = type === fromClient.copyFail ? message : frame(fromClient.copyFail, zeroEnded("COPY was given up"));
  return Buffer.concat([copy.query, reason]);
}

/** The engine's answer to a whole COPY without the invitation to send data, which the client has had. */
export function withoutInvitation(answer: Buffer): Buffer {
  return Buffer.concat(framesOf(answer).filter((message) => message[0] !== fromServer.copyIn));
}

/** The same answer with the engine's first error replaced. */
export function withError(answer: Buffer, error: { code: string; message: string }): Buffer {
  const frames = framesOf(answer).map((message) =>
    message[0] === fromServer.error ? errorFrame({ severity: "ERROR", ...error }) : message,
  );
  return Buffer.concat(frames);
}

/** Whether an answer tells that its last command was undone. */
export function wasUndone(answer: Buffer): boolean {
  return framesOf(answer).some(
    (message) =>
      message[0] === fromServer.error ||
      (message[0] === fromServer.commandComplete && message.toString("latin1", 5, 13) === "ROLLBACK"),
  );
}
