import { expect, test } from "vitest";
import { type ReceivedEvent, receivedTitle } from "./received-title.ts";

const message = { subject: "Project enquiry", body: "Hello" };
const mail: ReceivedEvent = { kind: "mail", type: "message.received", contact: "Elif Kaya", message };

test.each<[Partial<ReceivedEvent>, string]>([
  [{}, "Mail received from Elif Kaya: “Project enquiry”"],
  [{ contact: null }, "Mail received: “Project enquiry”"],
  [{ message: { subject: " ", body: "Hello\nthere" } }, "Mail received from Elif Kaya: “Hello”"],
  [{ kind: "form" }, "Form received from Elif Kaya: “Project enquiry”"],
  [{ kind: "api" }, "Message received through the API from Elif Kaya: “Project enquiry”"],
  [{ kind: "webhook", contact: null }, "Message received by a webhook: “Project enquiry”"],
  [{ kind: "stripe", type: "payment.failed", message: null }, "Stripe reported “Payment failed” for Elif Kaya"],
  [{ kind: "api", type: "order.created", message: null, contact: null }, "Another program reported “order.created”"],
])("%j", (change, title) => {
  expect(receivedTitle({ ...mail, ...change })).toBe(title);
});
