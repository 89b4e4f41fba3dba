import { expect, test } from "vitest";
import { receiptWords } from "./receipt-words.ts";

const euros = { currency: "EUR" };

test.each([
  ["mail.send", {}, { status: "kept", messageId: "<1@x>", response: null }, "Message kept in the outbox"],
  ["mail.send", {}, { status: "sent", response: "250 OK" }, "Message taken by the mail server: 250 OK"],
  ["mail.send", {}, { status: "sent", response: null }, "Message taken by the mail server"],
  ["mail.send", {}, { confirmedBy: "o1" }, "You confirmed that it happened"],
  [
    "credit-note.issue",
    euros,
    { number: "CN-2026-0001", totalMinor: 139_150 },
    "Credit note CN-2026-0001 over €1,391.50",
  ],
  ["credit-note.issue", null, { number: "CN-1", totalMinor: 1 }, "Credit note CN-1"],
  ["invoice.issue", { currency: "JPY" }, { number: "INV-1", totalMinor: 500 }, "Invoice INV-1 over ¥500"],
  ["task.create", {}, { taskId: "t1" }, "Task on your list"],
  ["other.do", {}, { number: "N-1", id: "x" }, "N-1"],
  ["other.do", {}, {}, null],
  ["mail.send", {}, null, null],
  ["mail.send", {}, "text", null],
])("%s with %j gave %j: %s", (action, input, receipt, line) => {
  expect(receiptWords({ action, input, receipt })).toBe(line);
});
