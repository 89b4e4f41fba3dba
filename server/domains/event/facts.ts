import { z } from "zod";

const recordsSchema = z.object({
  contactId: z.string().nullable(),
  messageId: z.string().nullable(),
  invoiceId: z.string().nullable(),
  paymentId: z.string().nullable(),
});

/** The records that an event made or is about. */
export type EventRecords = z.output<typeof recordsSchema>;

/** What workflows need to know of a normalised event. */
export type EventFacts = EventRecords & {
  eventId: string;
  type: string;
  intent: string;
  confidence: number;
  status: string;
};

const keptSchema = z.object({ intent: z.string(), confidence: z.number(), records: recordsSchema });

/** The facts that stand in an event's row. */
export function factsFrom(event: { id: string; type: string; status: string; intake: unknown }): EventFacts {
  const kept = keptSchema.safeParse(event.intake).data;
  const none = { contactId: null, messageId: null, invoiceId: null, paymentId: null };
  return {
    eventId: event.id,
    type: event.type,
    status: event.status,
    intent: kept?.intent ?? "other",
    confidence: kept?.confidence ?? 0,
    ...(kept?.records ?? none),
  };
}
