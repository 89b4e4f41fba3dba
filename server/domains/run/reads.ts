import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { AppError } from "#server/kernel/errors.ts";
import { readMetas } from "#server/workflows/reads-meta.ts";

// What steps of workflows look up, beside what the other domains answer already. JSON only: it is checkpointed.

/**
 * A contact as expressions see it.
 * @throws AppError not_found
 */
export const readContact = defineQuery({
  name: "read.contact",
  input: readMetas.contact.input,
  access: ["system"],
  run: async ({ tx }, { contactId }) => {
    const row = await tx.contact.findUnique({ where: { id: contactId } });
    if (!row) throw new AppError("not_found", "There is no such contact");
    const { id, name, email, company, phone, attributes } = row;
    return { id, name, email, company, phone, attributes };
  },
});

/** Invoices by status, the one due first at the top, each with whom it is for. */
export const readInvoices = defineQuery({
  name: "read.invoices",
  input: readMetas.invoices.input,
  access: ["system"],
  run: async ({ tx, context }, { status, overdue }) => {
    const rows = await tx.invoice.findMany({
      where: { status, ...(overdue ? { dueAt: { lt: context.clock.now() } } : {}) },
      orderBy: [{ dueAt: { sort: "asc", nulls: "last" } }, { id: "asc" }],
      take: 500,
    });
    const ids = [...new Set(rows.map((row) => row.contactId))];
    const contacts = await tx.contact.findMany({
      where: { id: { in: ids } },
      select: { id: true, name: true, email: true },
    });
    const contactOf = new Map(contacts.map((contact) => [contact.id, contact]));
    return rows.map((row) => {
      const { id, number, currency, totalMinor, paidMinor, creditedMinor, issuedAt, dueAt } = row;
      const outstandingMinor = Math.max(0, totalMinor - paidMinor - creditedMinor);
      const amounts = { currency, totalMinor, paidMinor, creditedMinor, outstandingMinor };
      const times = { issuedAt: issuedAt?.toISOString() ?? null, dueAt: dueAt?.toISOString() ?? null };
      return { id, number, status: row.status, ...amounts, ...times, contact: contactOf.get(row.contactId) ?? null };
    });
  },
});

/** The latest messages that were exchanged with a contact. */
export const readMessages = defineQuery({
  name: "read.messages",
  input: readMetas["messages-of-contact"].input,
  access: ["system"],
  run: async ({ tx }, { contactId, limit }) => {
    const rows = await tx.message.findMany({ where: { contactId }, orderBy: { at: "desc" }, take: limit });
    return rows.map(({ id, direction, channel, subject, body, text, at }) => {
      return { id, direction, channel, subject, body: (body || text).slice(0, 20_000), at: at.toISOString() };
    });
  },
});

/** What a run has done so far. */
export const readDoneInRun = defineQuery({
  name: "read.doneInRun",
  input: z.object({ runId: z.uuid() }),
  access: ["system"],
  run: async ({ tx }, { runId }) => {
    const rows = await tx.effect.findMany({
      where: { runId },
      orderBy: [{ intendedAt: "asc" }, { id: "asc" }],
      select: { action: true, status: true },
    });
    const mails = rows.filter((row) => row.action === "mail.send" && row.status === "succeeded").length;
    return { mails, effects: rows };
  },
});

/** Whether an event of a type came about a record since a time, with what tells of it. */
export const eventSince = defineQuery({
  name: "read.eventSince",
  input: z.object({
    type: z.string().max(100),
    about: z.object({ kind: z.enum(["contact", "invoice"]), id: z.uuid() }),
    since: z.iso.datetime(),
  }),
  access: ["system"],
  run: async ({ tx, context }, { type, about, since }) => {
    const [row] = await tx.$queryRaw<{ id: string; intent: string | null; contactId: string | null }[]>`
      select id, intake->>'intent' as intent, contact_id as "contactId" from event
      where type = ${type} and status = 'normalised' and finished_at >= ${new Date(since)}
        and (${about.kind} = 'contact' and contact_id = ${about.id}::uuid
          or ${about.kind} = 'invoice' and intake->'records'->>'invoiceId' = ${about.id})
      order by finished_at limit 1`;
    if (!row) return null;
    const invoiceId = about.kind === "invoice" ? about.id : null;
    const { workspaceId } = context;
    return { workspaceId, eventId: row.id, type, intent: row.intent ?? "", contactId: row.contactId, invoiceId };
  },
});
