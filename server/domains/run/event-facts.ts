import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { intakeOutcomeSchema } from "#server/domains/event/schema.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";

const recordsShape = z.object({
  records: z.object({
    messageId: z.string().nullish(),
    invoiceId: z.string().nullish(),
    paymentId: z.string().nullish(),
  }),
});

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Fields = { [key: string]: Json };

/** What an event tells to the expressions of definitions: JSON only, times as ISO 8601 texts. */
export type EventFacts = {
  event: Fields;
  contact: Fields | null;
  message: Fields | null;
  payment: Fields | null;
  invoice: Fields | null;
  /** who writes: the company and the operator */
  sender: Fields;
  workspace: Fields;
};

const json = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;

async function contactOf(tx: Transaction, id: string | null): Promise<Fields | null> {
  const row = id ? await tx.contact.findUnique({ where: { id } }) : null;
  if (!row) return null;
  const { name, email, company, phone, attributes } = row;
  return { id: row.id, name, email, company, phone, attributes: json(attributes) };
}

async function messageOf(tx: Transaction, eventId: string): Promise<Fields | null> {
  const row = await tx.message.findFirst({ where: { eventId } });
  if (!row) return null;
  const { contactId, subject, messageId, channel, at } = row;
  const earlier = contactId ? await tx.message.count({ where: { contactId, at: { lt: at } } }) : 0;
  // `earlier`: messages exchanged with the contact before this one
  return { id: row.id, subject: subject.trim(), body: row.body || row.text, messageId, channel, earlier };
}

async function paymentOf(tx: Transaction, id: string | null | undefined): Promise<Fields | null> {
  const row = id ? await tx.payment.findUnique({ where: { id } }) : null;
  if (!row) return null;
  return { id: row.id, amountMinor: row.amountMinor, currency: row.currency, status: row.status };
}

async function invoiceOf(tx: Transaction, id: string | null | undefined): Promise<Fields | null> {
  const row = id ? await tx.invoice.findUnique({ where: { id } }) : null;
  if (!row) return null;
  const { number, status, currency, totalMinor, paidMinor, creditedMinor, dueAt } = row;
  const dueText = dueAt?.toISOString() ?? null;
  return { id: row.id, number, status, currency, totalMinor, paidMinor, creditedMinor, dueAt: dueText };
}

/**
 * Reads what an event tells. `contactId` stands in where the event names nobody.
 * @throws AppError not_found
 */
export async function readEventFacts(
  { tx, context }: { tx: Transaction; context: Context },
  { eventId, contactId }: { eventId: string; contactId?: string | null },
): Promise<EventFacts> {
  const event = await tx.event.findUnique({ where: { id: eventId }, omit: { raw: true } });
  if (!event) throw new AppError("not_found", "There is no such event");
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: context.workspaceId } });
  const operator = await tx.operator.findFirst({ orderBy: { createdAt: "asc" }, select: { name: true } });
  const read = intakeOutcomeSchema.safeParse(event.intake).data;
  const records = recordsShape.safeParse(event.intake).data?.records;
  const attributes = Object.fromEntries((read?.entities ?? []).map(({ kind, value }) => [kind, value]));
  const { id, type, kind, taint } = event;
  const at = (event.occurredAt ?? event.receivedAt).toISOString();
  return {
    event: { id, type, kind, at, taint, payload: json(event.payload), intent: read?.intent ?? "", attributes },
    contact: await contactOf(tx, event.contactId ?? contactId ?? null),
    message: await messageOf(tx, id),
    payment: await paymentOf(tx, records?.paymentId),
    invoice: await invoiceOf(tx, records?.invoiceId),
    sender: { company: workspace.name, person: operator?.name ?? "" },
    workspace: { id: workspace.id, name: workspace.name, timeZone: workspace.timeZone },
  };
}

/** What an event tells to the conditions of triggers. */
export const factsOfEvent = defineQuery({
  name: "event.factsForWorkflows",
  input: z.object({ eventId: z.uuid() }),
  access: ["system", "operator", "api_key"],
  scope: "workflows:read",
  run: (scope, input): Promise<EventFacts> => readEventFacts(scope, input),
});
