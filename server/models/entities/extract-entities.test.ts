import { describe, expect, it } from "vitest";
import { extractEntities, plainAmount } from "./extract-entities.ts";

const valuesOf = (text: string, kind: string) =>
  extractEntities(text)
    .filter((entity) => entity.kind === kind)
    .map(({ value }) => value);

describe("plainAmount", () => {
  it.each([
    ["1250", "1250"],
    ["1,250", "1250"],
    ["1.250", "1250"],
    ["1,250.50", "1250.50"],
    ["1.250,50", "1250.50"],
    ["1 250,5", "1250.50"],
    ["1'250'000.00", "1250000.00"],
    ["0.99", "0.99"],
  ])("%s is %s", (text, expected) => {
    expect(plainAmount(text)).toBe(expected);
  });
});

describe("extractEntities", () => {
  it.each([
    ["please refund €1,250.00 and 99 EUR", ["1250.00 EUR", "99 EUR"]],
    ["It cost 1.250,50 € or $15, not 20 dollars", ["15 USD", "1250.50 EUR", "20 USD"]],
    ["USD 300 / CHF 1'200.00 / 75 pounds", ["300 USD", "1200.00 CHF", "75 GBP"]],
    ["version 2.0, 40 people, room 12", []],
    ["€ alone and EUR alone", []],
  ])("finds money in %j", (text, expected) => {
    expect(valuesOf(text, "money").sort()).toEqual([...expected].sort());
  });

  it.each([
    ["about INV-2026-0007 and inv-2026-0008", ["INV-2026-0007", "INV-2026-0008"]],
    ["invoice 1023 and invoice no. 88-2, bill #4471", ["1023", "88-2", "4471"]],
    ["an invoice for 3 days", []],
  ])("finds invoice numbers in %j", (text, expected) => {
    expect(valuesOf(text, "invoice_number").sort()).toEqual([...expected].sort());
  });

  it("keeps dates as they are written", () => {
    const text = "On 2026-03-01, 14.6.2026, 12 May, March 3rd, 2026, next Tuesday or tomorrow";
    expect(valuesOf(text, "date").sort()).toEqual(
      ["2026-03-01", "14.6.2026", "12 May", "March 3rd, 2026", "next Tuesday", "tomorrow"].sort(),
    );
  });

  it("finds mail addresses, phone numbers and URLs", () => {
    const text = "Write to Marta@Fennel.example.com, call +351 912 345 678 or 030 1234567, see https://x.test/a?b=1.";
    expect(valuesOf(text, "email")).toEqual(["marta@fennel.example.com"]);
    expect(valuesOf(text, "phone")).toEqual(["+351912345678", "0301234567"]);
    expect(valuesOf(text, "url")).toEqual(["https://x.test/a?b=1"]);
    expect(valuesOf("on 2026-03-01 for 1,250.00 EUR and 14.06.2026", "phone")).toEqual([]);
  });

  it("names each once, and is quick on hostile texts", () => {
    expect(extractEntities("99 EUR, 99 EUR and 99 EUR")).toHaveLength(1);
    const began = performance.now();
    for (const piece of ["1 ", "1.1", "a@a.", "invoice ", "+1 (", "1,111", "may "])
      extractEntities(piece.repeat(100_000));
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});
