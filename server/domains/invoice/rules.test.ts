import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  amountsOfLine,
  amountsOfLines,
  creditableMinor,
  divideRounded,
  mostMinor,
  outstandingMinor,
  statusOf,
} from "./rules.ts";

describe("line amounts", () => {
  it.each([
    [
      "two hours at 500.00 with 19 %",
      { quantityMilli: 2000, unitMinor: 50_000, taxBasisPoints: 1900 },
      100_000,
      19_000,
    ],
    ["half a unit rounds up", { quantityMilli: 500, unitMinor: 1, taxBasisPoints: 0 }, 1, 0],
    ["just under half rounds down", { quantityMilli: 499, unitMinor: 1, taxBasisPoints: 0 }, 0, 0],
    ["a third of a unit", { quantityMilli: 333, unitMinor: 10_000, taxBasisPoints: 700 }, 3330, 233],
    ["tax of exactly half a minor unit rounds up", { quantityMilli: 1000, unitMinor: 50, taxBasisPoints: 100 }, 50, 1],
    ["no tax", { quantityMilli: 1000, unitMinor: 99, taxBasisPoints: 0 }, 99, 0],
    ["yen have no decimals and need none", { quantityMilli: 1500, unitMinor: 1001, taxBasisPoints: 1000 }, 1502, 150],
  ])("%s", (_, line, netMinor, taxMinor) => {
    expect(amountsOfLine(line)).toEqual({ netMinor, taxMinor, totalMinor: netMinor + taxMinor });
  });

  it("refuses what the ledger cannot hold instead of rounding it", () => {
    const huge = { quantityMilli: 1_000_000_000, unitMinor: mostMinor, taxBasisPoints: 10_000 };
    expect(() => amountsOfLine(huge)).toThrow(/larger than an invoice can hold/);
    const large = { quantityMilli: 1000, unitMinor: mostMinor, taxBasisPoints: 0 };
    expect(amountsOfLine(large).netMinor).toBe(mostMinor);
    expect(() => amountsOfLines([large, large])).toThrow(/larger than an invoice can hold/);
  });

  const anyLine = fc.record({
    quantityMilli: fc.integer({ min: 1, max: 1_000_000 }),
    unitMinor: fc.nat(1_000_000),
    taxBasisPoints: fc.nat(10_000),
  });

  it("is never further than half a minor unit from the exact amount", () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const { netMinor, taxMinor } = amountsOfLine(line);
        const exactNet = BigInt(line.quantityMilli) * BigInt(line.unitMinor);
        const netError = BigInt(netMinor) * 1000n - exactNet;
        const taxError = BigInt(taxMinor) * 10_000n - BigInt(netMinor) * BigInt(line.taxBasisPoints);
        const size = (value: bigint) => (value < 0n ? -value : value);
        return size(netError) * 2n <= 1000n && size(taxError) * 2n <= 10_000n;
      }),
    );
  });

  it("adds up: the totals are the sums of the lines as printed", () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 10 }), (lines) => {
        fc.pre(lines.every((line) => (line.quantityMilli / 1000) * line.unitMinor < 50_000_000));
        const total = amountsOfLines(lines);
        const sum = lines.map(amountsOfLine).reduce((left, right) => left + right.totalMinor, 0);
        return total.totalMinor === sum && total.netMinor + total.taxMinor === sum;
      }),
    );
  });

  it("rounds a negative amount as its positive one", () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 12n), 10n ** 12n),
        (value) => divideRounded(-value, 1000n) === -divideRounded(value, 1000n),
      ),
    );
  });
});

describe("an invoice's state", () => {
  it.each([
    ["draft", { totalMinor: 100, paidMinor: 100, creditedMinor: 0 }, "draft"],
    ["open", { totalMinor: 100, paidMinor: 99, creditedMinor: 0 }, "open"],
    ["open", { totalMinor: 100, paidMinor: 100, creditedMinor: 0 }, "paid"],
    ["open", { totalMinor: 100, paidMinor: 60, creditedMinor: 40 }, "paid"],
    ["open", { totalMinor: 100, paidMinor: 0, creditedMinor: 100 }, "void"],
    ["open", { totalMinor: 100, paidMinor: 150, creditedMinor: 0 }, "paid"],
    ["paid", { totalMinor: 100, paidMinor: 0, creditedMinor: 0 }, "paid"],
    ["paid", { totalMinor: 100, paidMinor: 100, creditedMinor: 100 }, "paid"],
    ["void", { totalMinor: 100, paidMinor: 0, creditedMinor: 0 }, "void"],
  ])("%s with %j is %s", (current, balance, status) => {
    expect(statusOf(current, balance)).toBe(status);
  });

  it("can be credited up to its total, whatever was paid, and never twice", () => {
    const step = fc.record({ kind: fc.constantFrom("pay", "credit"), amount: fc.nat(1_000) });
    fc.assert(
      fc.property(fc.nat(5_000), fc.array(step), (totalMinor, steps) => {
        const balance = { totalMinor, paidMinor: 0, creditedMinor: 0 };
        for (const { kind, amount } of steps) {
          if (kind === "pay") balance.paidMinor += amount;
          else if (amount <= creditableMinor(balance)) balance.creditedMinor += amount;
        }
        const settled = statusOf("open", balance) !== "open";
        return balance.creditedMinor <= totalMinor && settled === outstandingMinor(balance) <= 0;
      }),
    );
  });
});
