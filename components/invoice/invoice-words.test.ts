import { expect, test } from "vitest";
import { invoiceStatus, leftToPay } from "./invoice-words.ts";

const due = new Date("2026-03-01T00:00:00Z");

test("only an open invoice becomes overdue", () => {
  const after = due.getTime() + 1;
  expect(invoiceStatus("open", { dueAt: due, now: after }).label).toBe("Overdue");
  expect(invoiceStatus("open", { dueAt: due, now: due.getTime() }).label).toBe("Open");
  expect(invoiceStatus("paid", { dueAt: due, now: after }).label).toBe("Paid");
});

test("nothing less than nothing is left to pay", () => {
  expect(leftToPay({ totalMinor: 1000, paidMinor: 300, creditedMinor: 200 })).toBe(500);
  expect(leftToPay({ totalMinor: 1000, paidMinor: 1000, creditedMinor: 200 })).toBe(0);
});
