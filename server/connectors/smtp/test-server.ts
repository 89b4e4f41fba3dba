import { SMTPServer } from "smtp-server";

/** How the server treats the next messages: takes them, answers with an error, or loses the connection at a moment. */
export type Behaviour =
  | "accept"
  | "drop-at-connect"
  | "drop-at-recipient"
  | "drop-in-body"
  | "accept-and-drop"
  | { atSender?: number; atRecipient?: number; atMessage?: number };

/** A real SMTP server on loopback that can be told to misbehave. */
export type TestSmtpServer = {
  url: string;
  /** the messages that it took over, as they arrived */
  received: string[];
  behave: (behaviour: Behaviour) => void;
  close: () => Promise<void>;
};

const refusal = (responseCode: number) => Object.assign(new Error(`Refused with ${responseCode}`), { responseCode });

/** Starts it on a free port. @param options.password accounts other than `adjutant` with this password are refused */
export async function startSmtpServer(options: { password?: string } = {}): Promise<TestSmtpServer> {
  let behaviour: Behaviour = "accept";
  const received: string[] = [];
  const codeAt = (moment: "atSender" | "atRecipient" | "atMessage") =>
    typeof behaviour === "object" ? behaviour[moment] : undefined;
  const server = new SMTPServer({
    authOptional: options.password === undefined,
    disabledCommands: options.password === undefined ? ["AUTH", "STARTTLS"] : ["STARTTLS"],
    allowInsecureAuth: true,
    closeTimeout: 1,
    logger: false,
    onAuth: (auth, _, done) =>
      auth.username === "adjutant" && auth.password === options.password
        ? done(null, { user: "adjutant" })
        : done(refusal(535)),
    onConnect: (session, done) => {
      if (behaviour === "drop-at-connect") socketOf(session.id)?.destroy();
      done();
    },
    onMailFrom: (_, __, done) => {
      const code = codeAt("atSender");
      done(code ? refusal(code) : undefined);
    },
    onRcptTo: (_, session, done) => {
      if (behaviour === "drop-at-recipient") socketOf(session.id)?.destroy();
      const code = codeAt("atRecipient");
      done(code ? refusal(code) : undefined);
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => {
        parts.push(part);
        if (behaviour === "drop-in-body") socketOf(session.id)?.destroy();
      });
      stream.on("end", () => {
        const code = codeAt("atMessage");
        if (code) return done(refusal(code));
        if (behaviour !== "drop-in-body") received.push(Buffer.concat(parts).toString("utf8"));
        if (behaviour === "accept-and-drop") socketOf(session.id)?.destroy();
        done();
      });
    },
  });
  const connections = server.connections as unknown as Set<{ id: string; _socket: { destroy: () => void } }>;
  const socketOf = (id: string) => [...connections].find((connection) => connection.id === id)?._socket;
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const account = options.password === undefined ? "" : `adjutant:${options.password}@`;
  return {
    url: `smtp://${account}127.0.0.1:${port}`,
    received,
    behave: (next) => {
      behaviour = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
