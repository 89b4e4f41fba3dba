const words: Readonly<Record<string, string>> = {
  "payment.failed": "Payment failed",
  "payment.succeeded": "Payment received",
  "payment.refunded": "Payment refunded",
  "payment.disputed": "Payment disputed",
  "invoice.created": "Invoice created",
  "invoice.updated": "Invoice changed",
  "invoice.overdue": "Invoice overdue",
  "invoice.voided": "Invoice voided",
  "billing.credit-disputed": "Credit disputed",
  "contact.created": "New contact",
  "contact.updated": "Contact changed",
  "lead.received": "New lead",
  "workflow.start": "Start of a workflow",
};

/** One line for lists: a message's subject or first words, else what happened, else the sender's own type. */
export function eventTitle(event: { type: string }, message: { subject: string; body: string } | null): string {
  if (message) return message.subject.trim() || message.body.trim().split("\n")[0]?.slice(0, 80) || "Without a subject";
  return words[event.type] ?? event.type;
}
