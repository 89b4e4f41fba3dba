import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { intakeOutcomeSchema } from "#server/domains/event/schema.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import type { Definition } from "#server/workflows/schema.ts";
import { checkedInput } from "./checked-input.ts";

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

/** Who writes, and for which company. */
async function ownFacts({ tx, context }: { tx: Transaction; context: Context }) {
  const { id, name, timeZone } = await tx.workspace.findUniqueOrThrow({ where: { id: context.workspaceId } });
  const operator = await tx.operator.findFirst({ orderBy: { createdAt: "asc" }, select: { name: true } });
  return { sender: { company: name, person: operator?.name ?? "" }, workspace: { id, name, timeZone } };
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
  const read = intakeOutcomeSchema.safeParse(event.intake).data;
  const records = recordsShape.safeParse(event.intake).data?.records;
  // what can be read in two ways is no fact that a workflow may act by
  const told = (read?.entities ?? []).filter(({ confidence = 1 }) => confidence >= 0.75);
  const attributes = Object.fromEntries(told.map(({ kind, value }) => [kind, value]));
  const { id, type, kind, taint } = event;
  const at = (event.occurredAt ?? event.receivedAt).toISOString();
  return {
    event: { id, type, kind, at, taint, payload: json(event.payload), intent: read?.intent ?? "", attributes },
    contact: await contactOf(tx, event.contactId ?? contactId ?? null),
    message: await messageOf(tx, id),
    payment: await paymentOf(tx, records?.paymentId),
    invoice: await invoiceOf(tx, records?.invoiceId),
    ...(await ownFacts({ tx, context })),
  };
}

const startSchema = z.object({
  fields: z.custom<Definition["input"]>(Array.isArray, "must be fields of an input"),
  given: z.record(z.string(), z.json()),
  from: z.enum(["manual", "api", "schedule"]),
});

/**
 * What a start without an event would tell, and its input as it would be kept: nothing is written.
 * @throws AppError invalid, naming every field that is wrong
 */
export const factsOfStart = defineQuery({
  name: "run.factsOfStart",
  input: startSchema,
  access: ["system"],
  run: async ({ tx, context }, { fields, given, from }) => {
    const input = await checkedInput(tx, fields, given);
    const about = fields.find((field) => field.type === "contact" && input[field.name]);
    const at = context.clock.now().toISOString();
    const taint = from === "api" ? "outside" : "operator";
    const told = { id: newId(), type: "workflow.start", kind: from, at, taint, payload: json(input) };
    const facts: EventFacts = {
      event: { ...told, intent: "", attributes: {} },
      contact: await contactOf(tx, about ? String(input[about.name]) : null),
      ...{ message: null, payment: null, invoice: null },
      ...(await ownFacts({ tx, context })),
    };
    return { facts, input };
  },
});

/** What an event tells to the conditions of triggers. */
export const factsOfEvent = defineQuery({
  name: "event.factsForWorkflows",
  input: z.object({ eventId: z.uuid() }),
  access: ["system", "operator", "api_key"],
  scope: "workflows:read",
  run: (scope, input): Promise<EventFacts> => readEventFacts(scope, input),
});
