import { describe, expect, it } from "vitest";
import { readEntities } from "./read-entities.ts";

const around = { timeZone: "UTC", currency: "EUR" };
const valuesOf = (text: string, kind: string, surroundings = around) =>
  readEntities({ text, ...surroundings })
    .filter((entity) => entity.kind === kind)
    .map(({ value }) => value);

describe("readEntities", () => {
  it.each([
    ["about INV-2026-0007 and inv-2026-0008", ["INV-2026-0007", "INV-2026-0008"]],
    ["invoice 1023 and invoice no. 88-2, bill #4471", ["1023", "88-2", "4471"]],
    ["refund for invoice HL-2032-0001, please", ["HL-2032-0001"]],
    ["Ihre Rechnung Nr. 2026/118 und RG-2026-12", ["2026/118", "RG-2026-12"]],
    ["an invoice for 3 days, an invoice 250 EUR too high", []],
  ])("finds invoice numbers in %j", (text, expected) => {
    expect(valuesOf(text, "invoice_number")).toEqual(expected);
  });

  it("finds mail addresses, phone numbers and URLs", () => {
    const text = "Write to Marta@Fennel.example.com, call +351 912 345 678 or 030 1234567, see https://x.test/a?b=1.";
    expect(valuesOf(text, "email")).toEqual(["marta@fennel.example.com"]);
    expect(valuesOf(text, "phone")).toEqual(["+351912345678", "0301234567"]);
    expect(valuesOf(text, "url")).toEqual(["https://x.test/a?b=1"]);
    expect(valuesOf("see www.fennel.example.com/about.", "url")).toEqual(["https://www.fennel.example.com/about"]);
  });

  it.each([
    ["030 1234567", "Europe/Berlin", ["+49301234567"]],
    ["+49 (0)30 123 45 67", "UTC", ["+49301234567"]],
    ["0043 1 5134567", "UTC", ["+4315134567"]],
    ["(415) 555-0132", "America/New_York", ["+14155550132"]],
    ["415-555-0132 ext. 12", "America/Chicago", ["+14155550132"]],
    ["020 7946 0018", "Europe/London", ["+442079460018"]],
    ["on 2026-03-01 for 1,250.00 EUR and 14.06.2026, 12 of 400, 10:30", "Europe/Berlin", []],
    ["+1 23 45", "UTC", []],
  ])("reads the phone numbers of %j in %s", (text, timeZone, expected) => {
    expect(valuesOf(text, "phone", { ...around, timeZone })).toEqual(expected);
  });

  it("finds companies by legal form and who signed", () => {
    const text = "We at Fennel & Sons GmbH bought from Harbour Light Ltd.\n\nBest regards,\nMarta Fennel\n";
    expect(valuesOf(text, "company")).toEqual(["Fennel & Sons GmbH", "Harbour Light Ltd."]);
    expect(valuesOf(text, "person")).toEqual(["Marta Fennel"]);
    expect(valuesOf("Viele Grüße\nJörg", "person")).toEqual(["Jörg"]);
    expect(valuesOf("thanks\nplease call", "person")).toEqual([]);
  });

  it("says where each stands", () => {
    const text = "Call +351 912 345 678, pay 12k EUR to Marta@Fennel.example.com";
    for (const { start, end, text: written } of readEntities({ text, ...around }))
      expect(text.slice(start, end)).toBe(written);
  });

  it("names each once, and ends on hostile texts", () => {
    expect(readEntities({ text: "99 EUR, 99 EUR and 99 EUR", ...around })).toHaveLength(1);
    const began = performance.now();
    for (const piece of [
      "1 ",
      "1.1",
      "a@a.",
      "invoice ",
      "+1 (",
      "1,111",
      "may ",
      "A ",
      "thanks\n",
      "budget ",
      "-",
      "1-",
    ])
      readEntities({ text: piece.repeat(100_000), ...around });
    expect(performance.now() - began).toBeLessThan(60_000);
  });
});
