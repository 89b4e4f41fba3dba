import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A moment of a mail's delivery, seen from the server: it has the whole message, or it has answered. */
export type SinkMoment = "taken" | "replied";

type Watcher = (moment: SinkMoment) => boolean;

/** A mail server on this machine that counts what it takes and answers, by recipient, and delivers nothing. */
export type MailSink = {
  url: string;
  received: ReadonlyMap<string, number>;
  replied: ReadonlySet<string>;
  /** called at each moment; where it says false of a message that is `taken`, that is never answered */
  watch: (watcher: Watcher | undefined) => void;
  stop: () => Promise<void>;
};

/** Starts the sink on a free loopback port; a message counts once its last byte has come, before the answer goes out. */
export async function startMailSink(): Promise<MailSink> {
  const received = new Map<string, number>();
  const replied = new Set<string>();
  let watcher: Watcher | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onData: (stream, session, done) => {
      stream.resume();
      stream.once("end", () => {
        const addresses = session.envelope.rcptTo.map(({ address }) => address);
        for (const address of addresses) received.set(address, (received.get(address) ?? 0) + 1);
        if (watcher?.("taken") === false) return;
        done();
        for (const address of addresses) replied.add(address);
        watcher?.("replied");
      });
    },
  });
  // a client that is killed in the middle of a message resets the connection
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    received,
    replied,
    watch: (next) => {
      watcher = next;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
