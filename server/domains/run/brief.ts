import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { AppError } from "#server/kernel/errors.ts";

const recordsShape = z.object({
  records: z.object({
    messageId: z.string().nullish(),
    invoiceId: z.string().nullish(),
    paymentId: z.string().nullish(),
  }),
});

/** What a run's steps work on: the records as they are now. */
export type RunBrief = {
  eventId: string;
  type: string;
  taint: "outside" | "operator";
  contact: { id: string; name: string; email: string | null } | null;
  message: { id: string; subject: string; body: string; messageId: string | null; channel: string } | null;
  /** the invoice that the event itself is about */
  invoiceId: string | null;
  /** messages exchanged with the contact before this one */
  earlierMessages: number;
  /** who writes: the company and the operator */
  sender: { company: string; person: string };
};

/**
 * Gathers what a run is about: its event, contact and message, and who the company is.
 * @throws AppError not_found
 */
export const briefOfRun = defineQuery({
  name: "run.brief",
  input: z.object({ runId: z.uuid() }),
  access: ["system", "agent"],
  run: async ({ tx, context }, { runId }): Promise<RunBrief> => {
    const run = await tx.run.findUnique({ where: { id: runId }, select: { eventId: true } });
    const event =
      run && (await tx.event.findUnique({ where: { id: run.eventId }, omit: { raw: true, payload: true } }));
    if (!event) throw new AppError("not_found", "There is no such run");
    const contact = event.contactId ? await tx.contact.findUnique({ where: { id: event.contactId } }) : null;
    const message = await tx.message.findFirst({ where: { eventId: event.id } });
    const earlierMessages =
      contact && message ? await tx.message.count({ where: { contactId: contact.id, at: { lt: message.at } } }) : 0;
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: context.workspaceId } });
    const operator = await tx.operator.findFirst({ orderBy: { createdAt: "asc" }, select: { name: true } });
    const records = recordsShape.safeParse(event.intake).data?.records;
    return {
      eventId: event.id,
      type: event.type,
      taint: event.taint === "operator" ? "operator" : "outside",
      contact: contact && { id: contact.id, name: contact.name, email: contact.email },
      message: message && {
        id: message.id,
        subject: message.subject,
        body: message.body || message.text,
        messageId: message.messageId,
        channel: message.channel,
      },
      invoiceId: records?.invoiceId ?? null,
      earlierMessages,
      sender: { company: workspace.name, person: operator?.name ?? "" },
    };
  },
});
