import { expect, test } from "vitest";
import { creditDisputeIn } from "./credit-dispute.ts";

const type = "billing.credit-disputed";
const read = (data: unknown) => creditDisputeIn({ type, payload: { type, data } });

test.each([
  [{ amount: "119.00 EUR" }, { amountMinor: 11_900, currency: "EUR" }],
  [
    { amount: 119, currency: "eur" },
    { amountMinor: 11_900, currency: "EUR" },
  ],
  [
    { amount: "119.5", currency: "EUR" },
    { amountMinor: 11_950, currency: "EUR" },
  ],
  [
    { amountMinor: 11_900, currency: "EUR" },
    { amountMinor: 11_900, currency: "EUR" },
  ],
  [{ amount: "119 JPY" }, { amountMinor: 119, currency: "JPY" }],
  [{ amount: "119.00" }, null],
  [{ amount: "1,190.00 EUR" }, null],
  [{ amount: -5, currency: "EUR" }, null],
  [{ amountMinor: 0.5, currency: "EUR" }, null],
  [{ amount: "0.00 EUR" }, null],
  [{}, null],
])("%j says that %j would be right", (given, right) => {
  expect(read(given)?.right).toEqual(right);
});

test("what it names is read leniently, and other events are no dispute", () => {
  expect(read({ creditNote: " CN-1 ", invoice: 7, reason: "" })).toEqual({
    creditNote: "CN-1",
    invoice: null,
    right: null,
    reason: null,
  });
  expect(read("nonsense")).toEqual({ creditNote: null, invoice: null, right: null, reason: null });
  expect(creditDisputeIn({ type: "invoice.paid", payload: { data: { creditNote: "CN-1" } } })).toBeNull();
});
