import { describe, expect, it } from "vitest";
import { smtpFailure } from "./failure.ts";

describe("what an SMTP failure means", () => {
  it.each([
    ["no connection", { code: "ESOCKET", command: "CONN" }, false, "retry"],
    ["no greeting in time", { code: "ETIMEDOUT", command: "CONN" }, false, "retry"],
    ["a temporary no to the recipient", { code: "EENVELOPE", command: "RCPT TO", responseCode: 450 }, false, "retry"],
    ["a final no to the recipient", { code: "EENVELOPE", command: "RCPT TO", responseCode: 550 }, false, "refused"],
    ["a recipient that is no address", { code: "EENVELOPE", command: "API" }, false, "refused"],
    ["a wrong password", { code: "EAUTH", command: "AUTH PLAIN", responseCode: 535 }, false, "refused"],
    ["a temporary no to the message", { code: "EMESSAGE", command: "DATA", responseCode: 451 }, true, "retry"],
    ["a final no to the message", { code: "EMESSAGE", command: "DATA", responseCode: 554 }, true, "refused"],
    ["a lost connection after the body", { code: "ECONNECTION", command: "CONN" }, true, "unknown"],
    ["no reply to the body in time", { code: "ETIMEDOUT", command: "CONN" }, true, "unknown"],
    [
      "a half-read refusal after the body",
      { code: "ECONNECTION", command: "CONN", responseCode: 421 },
      true,
      "unknown",
    ],
    ["an unknown fault after the body", {}, true, "unknown"],
  ])("%s", (_, error, bodyStarted, outcome) => {
    expect(smtpFailure(Object.assign(new Error("no"), error), bodyStarted)).toEqual({ outcome, message: "no" });
  });
});
