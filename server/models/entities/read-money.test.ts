import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minorDigits } from "#server/kernel/money.ts";
import { readMoney } from "./read-money.ts";

const read = (text: string, currency = "EUR") => readMoney(text, { currency });
const valuesOf = (text: string, currency?: string) => read(text, currency).map(({ value }) => value);

describe("readMoney", () => {
  it.each([
    ["please refund €1,250.00 and 99 EUR", ["1250.00 EUR", "99 EUR"]],
    ["It cost 1.250,50 € or $15, not 20 dollars", ["15 USD", "1250.50 EUR", "20 USD"]],
    ["USD 300 / CHF 1'200.00 / 75 pounds", ["300 USD", "1200.00 CHF", "75 GBP"]],
    ["12k EUR, €1.5m, 2,5 Mio. €, $3 million", ["1500000 EUR", "3000000 USD", "12000 EUR", "2500000 EUR"]],
    ["KWD 3.125 and BHD 1,250.500", ["3.125 KWD", "1250.500 BHD"]],
    ["JPY 1,250 and ¥980", ["1250 JPY", "980 JPY"]],
    ["INR 1,25,000", ["125000 INR"]],
    ["1 250,5 € and 0.99 EUR and 1.234.567 EUR", ["1250.50 EUR", "0.99 EUR", "1234567 EUR"]],
    ["CHF 50.- and 1.250,-- €", ["50 CHF", "1250 EUR"]],
    ["a credit of -50.00 EUR", ["-50.00 EUR"]],
    ["our budget is around 12k", ["12000 EUR"]],
    ["version 2.0, 40 people, room 12, a 10k run", []],
    ["€ alone and EUR alone, 1.23.456 EUR, 12.345.67 EUR, JPY 12.50, 0.125 EUR", []],
  ])("finds money in %j", (text, expected) => {
    expect(valuesOf(text).sort()).toEqual([...expected].sort());
  });

  it("reads $ as the operator's own dollar, and says what else it may be where there is none", () => {
    expect(read("$15", "CAD")).toMatchObject([{ value: "15 CAD", confidence: 0.95, alternatives: [] }]);
    expect(read("$15", "EUR")[0]?.alternatives).toContain("15 CAD");
    expect(valuesOf("US$15 and A$20", "CAD")).toEqual(["15 USD", "20 AUD"]);
  });

  it("takes the text's own figures as evidence for one mark before three digits", () => {
    expect(valuesOf("$3.125 per litre, $12.50 in all", "USD")).toEqual(["12.50 USD"]);
    expect(valuesOf("3.125 € und 12,50 €")).toEqual(["3125 EUR", "12.50 EUR"]);
    expect(read("The price is 3.125 EUR")[0]).toMatchObject({ confidence: 0.55 });
    expect(read("Der Betrag ist 3.125 EUR")[0]).toMatchObject({ value: "3125 EUR", confidence: 0.95 });
    expect(read("$3.125", "USD")[0]?.confidence).toBeLessThan(0.75);
    expect(read("about 40-50 EUR")[0]).toMatchObject({ value: "50 EUR", confidence: 0.55 });
  });

  const currency = fc.constantFrom("EUR", "USD", "GBP", "CHF", "JPY", "KWD", "BHD", "KRW", "SEK");
  const minor = fc.integer({ min: 0, max: 99_999_999_999 });

  function written(given: { minor: number; code: string; group: string; mark: string }): string {
    const digits = minorDigits(given.code);
    const padded = String(given.minor).padStart(digits + 1, "0");
    const whole = padded.slice(0, padded.length - digits).replace(/\B(?=(\d{3})+$)/gu, given.group);
    return digits ? `${whole}${given.mark}${padded.slice(-digits)}` : whole;
  }

  it.each([
    [",", "."],
    [".", ","],
    ["'", "."],
    ["\u00a0", ","],
  ])("is never wrong by a cent with groups %j and decimals %j", (group, mark) => {
    fc.assert(
      fc.property(currency, minor, fc.boolean(), (code, amountMinor, first) => {
        const figure = written({ minor: amountMinor, code, group, mark });
        // a lone mark before three digits is two amounts: it is tested for being told as unsure or right
        const found = readMoney(first ? `pay ${code} ${figure} now` : `pay ${figure} ${code} now`, { currency: "EUR" });
        const [one] = found;
        expect(found).toHaveLength(1);
        if (one?.kind !== "money") throw new Error("not money");
        const lone = /^\d{1,3}[.,]\d{3}$/u.test(figure) && minorDigits(code) === 3;
        if (!lone || one.confidence >= 0.9) expect(one.money).toEqual({ amountMinor, currency: code });
      }),
      { numRuns: 300 },
    );
  });

  it("scales to the minor unit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 99 }), (whole, decimals) => {
        const [one] = read(`€${whole}.${String(decimals).padStart(2, "0")}k`);
        expect(one?.kind === "money" && one.money.amountMinor).toBe((whole * 100 + decimals) * 1_000);
      }),
    );
  });
});
