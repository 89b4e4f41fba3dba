import { describe, expect, it } from "vitest";
import { smtpFailure } from "./failure.ts";

describe("what an SMTP failure means", () => {
  it.each([
    ["no connection", { code: "ESOCKET", command: "CONN" }, false, "retry", false],
    ["no greeting in time", { code: "ETIMEDOUT", command: "CONN" }, false, "retry", false],
    [
      "a temporary no to the recipient",
      { code: "EENVELOPE", command: "RCPT TO", responseCode: 450 },
      false,
      "retry",
      true,
    ],
    [
      "a final no to the recipient",
      { code: "EENVELOPE", command: "RCPT TO", responseCode: 550 },
      false,
      "refused",
      true,
    ],
    ["a recipient that is no address", { code: "EENVELOPE", command: "API" }, false, "refused", false],
    ["a wrong password", { code: "EAUTH", command: "AUTH PLAIN", responseCode: 535 }, false, "refused", true],
    ["a temporary no to the message", { code: "EMESSAGE", command: "DATA", responseCode: 451 }, true, "retry", true],
    ["a final no to the message", { code: "EMESSAGE", command: "DATA", responseCode: 554 }, true, "refused", true],
    ["a lost connection after the body", { code: "ECONNECTION", command: "CONN" }, true, "unknown", false],
    ["no reply to the body in time", { code: "ETIMEDOUT", command: "CONN" }, true, "unknown", false],
    [
      "a half-read refusal after the body",
      { code: "ECONNECTION", command: "CONN", responseCode: 421 },
      true,
      "unknown",
      false,
    ],
    ["an unknown fault after the body", {}, true, "unknown", false],
    ["a server that closes", { code: "ECONNECTION", command: "CONN", responseCode: 421 }, false, "retry", false],
  ])("%s", (_, error, bodyStarted, outcome, answered) => {
    expect(smtpFailure(Object.assign(new Error("no"), error), bodyStarted)).toEqual({
      outcome,
      answered,
      message: "no",
    });
  });
});
