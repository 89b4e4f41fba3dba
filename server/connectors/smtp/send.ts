import { Readable } from "node:stream";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { type SmtpFailure, smtpFailure } from "./failure.ts";

/** One message for one SMTP server. */
export type SmtpRequest = {
  /** smtp:// or smtps:// with optional user and password */
  url: string;
  envelope: { from: string; to: string };
  /** the message's exact bytes (RFC 5322) */
  raw: string;
  /** the whole exchange is given up after this many milliseconds */
  deadline?: number;
};

/** What the server made of it: its reply, or a failure that says whether anything can have happened. */
export type SmtpResult = { sent: true; response: string } | ({ sent: false } & SmtpFailure);

/**
 * Sends one message over one connection. The body is a stream that is read only after the server has asked for it (354),
 * so a failure before the first read is certain to have delivered nothing.
 */
export async function sendBySmtp({ url, envelope, raw, deadline = 60_000 }: SmtpRequest): Promise<SmtpResult> {
  const options = parseConnectionUrl(url);
  const connection = new SMTPConnection({
    ...options,
    connectionTimeout: Math.min(15_000, deadline),
    greetingTimeout: Math.min(15_000, deadline),
    socketTimeout: deadline,
    socketCloseTimeout: 0,
  });
  let bodyStarted = false;
  const body = Readable.from(
    (async function* () {
      bodyStarted = true;
      yield Buffer.from(raw, "utf8");
    })(),
    { objectMode: false },
  );
  try {
    const response = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("The mail server did not answer in time")), deadline);
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        finish();
      };
      const fail = (error: Error) => settle(() => reject(error));
      const deliver = () =>
        // the library writes its findings into the envelope that it is given
        connection.send({ ...envelope }, body, (error, info) =>
          error ? fail(error) : settle(() => resolve(info.response)),
        );
      connection.on("error", fail);
      connection.once("end", () => fail(new Error("The mail server closed the connection")));
      connection.connect((error) => {
        if (error) fail(error);
        else if (options.auth) connection.login(options.auth, (refused) => (refused ? fail(refused) : deliver()));
        else deliver();
      });
    });
    return { sent: true, response };
  } catch (error) {
    return { sent: false, ...smtpFailure(error, bodyStarted) };
  } finally {
    body.destroy();
    connection.close();
  }
}
