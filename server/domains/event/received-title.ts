import { eventTitle } from "./title.ts";

/** What a sentence about an event's arrival is made of. `contact` is the name of whom it is from or about. */
export type ReceivedEvent = {
  kind: string;
  type: string;
  contact: string | null;
  message: { subject: string; body: string } | null;
};

const messages: Readonly<Record<string, string>> = {
  mail: "Mail received",
  form: "Form received",
  api: "Message received through the API",
  webhook: "Message received by a webhook",
};
const senders: Readonly<Record<string, string>> = { stripe: "Stripe", webhook: "A webhook", api: "Another program" };

/** A start is not reported by anybody: somebody, or the time, asked for it. */
const starts: Readonly<Record<string, string>> = {
  manual: "Started by you",
  schedule: "Started by its schedule",
  api: "Started through the API",
};

/** What came in, and from whom: "Mail received from Elif Kaya: “Project enquiry”". */
export function receivedTitle(event: ReceivedEvent): string {
  const quoted = `“${eventTitle(event, event.message)}”`;
  if (event.message) {
    const from = event.contact ? ` from ${event.contact}` : "";
    return `${messages[event.kind] ?? "Message received"}${from}: ${quoted}`;
  }
  const about = event.contact ? ` for ${event.contact}` : "";
  if (event.type === "workflow.start") return `${starts[event.kind] ?? "Started"}${about}`;
  return `${senders[event.kind] ?? "Somebody"} reported ${quoted}${about}`;
}
