/**
 * What a failed exchange means: `retry` and `refused` are certain to have delivered nothing, and only `retry` may go
 * better later; `unknown` may have been delivered. `answered`: the server is there, and said no to this one message.
 */
export type SmtpFailure = { outcome: "retry" | "refused" | "unknown"; message: string; answered: boolean };

/** Replies to one message or address; 421 and 454 speak of the server itself (RFC 5321, RFC 4954). */
const saysNoToOne = (reply: number) => reply >= 400 && reply < 600 && reply !== 421 && reply !== 454;

/**
 * Classifies an SMTP error (RFC 5321). Before the body was handed over nothing can have happened; after it, only an
 * explicit 4xx or 5xx reply to the message itself says that it was not taken. Everything else is unknown.
 */
export function smtpFailure(error: unknown, bodyStarted: boolean): SmtpFailure {
  const facts = error as { message?: string; command?: string; code?: string; responseCode?: number };
  const message = (facts.message ?? "The mail server did not take the message").slice(0, 500);
  const reply = facts.responseCode ?? 0;
  if (bodyStarted && !(facts.command === "DATA" && reply >= 400 && reply < 600)) {
    return { outcome: "unknown", message, answered: false };
  }
  // a wrong password, sender or recipient stays wrong; a missing reply or a 4xx may not
  const final = reply >= 500 || facts.code === "EAUTH" || (facts.code === "EENVELOPE" && reply === 0);
  return { outcome: final ? "refused" : "retry", message, answered: saysNoToOne(reply) };
}
