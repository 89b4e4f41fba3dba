import type { AddressInfo, Server } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail server on this machine that counts what it takes, by recipient, and delivers nothing. */
export type MailSink = { url: string; received: ReadonlyMap<string, number>; stop: () => Promise<void> };

function portOf(server: Server): number {
  const address = server.address() as AddressInfo;
  return address.port;
}

/** Starts the sink on a free port; a message counts once its last byte has come, before the answer goes out. */
export async function startMailSink(): Promise<MailSink> {
  const received = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onData: (stream, session, done) => {
      stream.resume();
      stream.once("end", () => {
        for (const { address } of session.envelope.rcptTo) received.set(address, (received.get(address) ?? 0) + 1);
        done();
      });
    },
  });
  // a client that is killed in the middle of a message resets the connection
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${portOf(server.server)}`,
    received,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
