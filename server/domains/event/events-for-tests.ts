import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { type CanonicalEvent, type CanonicalMessage, canonicalEvent } from "#server/kernel/canonical-event.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { acceptEvents } from "./accept.ts";
import { normaliseEvent } from "./normalise.ts";

export const intake = {
  intent: "new_enquiry",
  confidence: 0.8,
  method: "linear classifier",
  alternatives: [],
  entities: [],
};

export async function accepted(context: TestContext): Promise<string> {
  const [event] = await acceptEvents(context, [
    {
      source: "sample",
      externalId: newId(),
      type: "message.received",
      kind: "form",
      connectionId: null,
      contentType: "application/json",
      raw: Buffer.from("{}"),
      payload: {},
      taint: "outside",
      occurredAt: null,
    },
  ]);
  return event?.id ?? "";
}

export const system = (context: TestContext): Context => ({
  ...context,
  actor: { kind: "system", id: "intake-event" },
});

export function message(parts: Partial<CanonicalMessage> = {}): CanonicalMessage {
  return {
    channel: "mail",
    subject: "Pricing",
    text: "Could you review our pricing?",
    body: "Could you review our pricing?",
    fromAddress: "marta@fennelandrye.example.com",
    toAddress: "",
    messageId: null,
    inReplyTo: null,
    references: [],
    at: null,
    ...parts,
  };
}

export const contact = {
  name: "Marta Quist",
  email: "marta@fennelandrye.example.com",
  company: null,
  phone: null,
  externalId: null,
};
export const letter = (parts: Partial<CanonicalMessage> = {}) =>
  canonicalEvent("message.received", { contact, message: message(parts) });

export async function normalise(context: TestContext, canonical: CanonicalEvent) {
  const eventId = await accepted(context);
  return normaliseEvent.execute(system(context), { eventId, canonical, intake });
}

export const read = (context: TestContext) =>
  inWorkspace(context.workspaceId, async (tx) => ({
    contacts: await tx.contact.findMany({ orderBy: { createdAt: "asc" } }),
    messages: await tx.message.findMany({ orderBy: { at: "asc" } }),
    invoices: await tx.invoice.findMany(),
    payments: await tx.payment.findMany(),
    audit: await tx.auditEntry.findMany({ orderBy: { sequence: "asc" } }),
    outbox: await tx.outboxEntry.findMany({ orderBy: { createdAt: "asc" } }),
  }));
