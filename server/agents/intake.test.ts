import { describe, expect, it } from "vitest";
import { messageIntents } from "#server/domains/event/schema.ts";
import { knownIntents } from "#server/models/classifier/index.ts";
import { intake, understandMessage } from "./intake.ts";

const message = {
  subject: "Refund",
  body: "Please refund invoice INV-2026-0041, we paid 120 EUR twice.",
  signals: [] as string[],
  corrections: [],
};

describe("intake", () => {
  it("knows the intents that the operator can choose from", () => {
    expect([...knownIntents, "delivery_failure"].sort()).toEqual([...messageIntents].sort());
  });

  it("tells intent and entities, and proposes nothing", async () => {
    const understand = intake.intents["understand-message"];
    const outcome = await understand?.decide({ input: message, memory: [], model: null });
    expect(outcome?.proposals).toEqual([]);
    expect(outcome?.findings).toEqual(
      expect.arrayContaining([
        { label: "Intent", value: "refund_request" },
        expect.objectContaining({ label: "money", value: "120 EUR" }),
        expect.objectContaining({ label: "invoice_number", value: "INV-2026-0041" }),
      ]),
    );
    expect(outcome?.method).toContain("classifier over");
  });

  it.each([
    ["honeypot", "spam_offer"],
    ["bounce", "delivery_failure"],
    ["auto-replied", "out_of_office"],
    ["list", "newsletter"],
  ])("decides %s by rule", (signal, intent) => {
    const understood = understandMessage({ ...message, signals: [signal] });
    expect(understood.intent).toBe(intent);
    expect(understood.method).toMatch(/^rule: /);
  });

  it("lets the operator's correction decide over a rule", () => {
    const text = `${message.subject}\n${message.body}`;
    const corrections = [{ text, intent: "new_enquiry" }];
    const understood = understandMessage({ ...message, signals: ["list"], corrections });
    expect(understood).toMatchObject({ intent: "new_enquiry", method: "like a message that you corrected" });
  });

  it("says that a message without a text is nothing it can tell", () => {
    expect(understandMessage({ ...message, subject: "", body: " " })).toMatchObject({
      intent: "other",
      method: "rule: no text",
    });
  });

  it.each([
    [
      "Pricing review",
      "Hello,\n\ncould you review our pricing in May? We would need a quote for about three days of work.\n\nThanks",
      "new_enquiry",
    ],
    ["Enquiry", "Could you review our pricing?", "new_enquiry"],
    ["Money back", "The workshop was cancelled. Please refund the 480 EUR that we paid.", "refund_request"],
    ["Re: Website", "Thanks a lot, that was quick!", "thank_you"],
  ])("understands %j", (subject, body, intent) => {
    expect(understandMessage({ ...message, subject, body }).intent).toBe(intent);
  });
});
