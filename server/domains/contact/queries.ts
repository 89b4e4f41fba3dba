import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type ContactDetail, type ContactRow, contactDetailSchema, contactRowSchema } from "./schema.ts";

const mostOfEach = 100;

type ContactRecord = Awaited<ReturnType<Transaction["contact"]["findUniqueOrThrow"]>>;

/** What is open with contacts, in the currency that most of it is in; other currencies are not added to it. */
async function openAmounts(tx: Transaction, ids: readonly string[], fallback: string) {
  const open = await tx.invoice.findMany({
    where: { contactId: { in: [...ids] }, status: "open" },
    select: { contactId: true, currency: true, totalMinor: true, paidMinor: true, creditedMinor: true },
  });
  return new Map(
    ids.map((id) => {
      const byCurrency = new Map<string, number>();
      for (const invoice of open.filter(({ contactId }) => contactId === id)) {
        const owed = invoice.totalMinor - invoice.paidMinor - invoice.creditedMinor;
        byCurrency.set(invoice.currency, (byCurrency.get(invoice.currency) ?? 0) + owed);
      }
      const [most] = [...byCurrency].sort((a, b) => b[1] - a[1]);
      return [id, { currency: most?.[0] ?? fallback, openMinor: most?.[1] ?? 0 }];
    }),
  );
}

async function rowsOf(tx: Transaction, contacts: readonly ContactRecord[], fallback: string): Promise<ContactRow[]> {
  const ids = contacts.map(({ id }) => id);
  const messages = await tx.message.groupBy({
    by: ["contactId"],
    where: { contactId: { in: ids } },
    _count: true,
    _max: { at: true },
  });
  const amounts = await openAmounts(tx, ids, fallback);
  return contacts.map((contact) => {
    const counted = messages.find(({ contactId }) => contactId === contact.id);
    return contactRowSchema.parse({
      ...contact,
      ...(amounts.get(contact.id) ?? { currency: fallback, openMinor: 0 }),
      messages: counted?._count ?? 0,
      lastAt: counted?._max.at ?? null,
    });
  });
}

async function currencyOf(tx: Transaction, workspaceId: string): Promise<string> {
  const workspace = await tx.workspace.findUnique({ where: { id: workspaceId }, select: { currency: true } });
  return workspace?.currency ?? "EUR";
}

/** The place after a row: its name and id, so that a name may hold any character. */
const cursorSchema = z.tuple([z.string().refine((text) => !text.includes("\0")), z.uuid()]);

function afterCursor(cursor: string) {
  const bytes = Buffer.from(cursor, "base64url").toString();
  const parsed = cursorSchema.safeParse(safeJson(bytes));
  if (!parsed.success) throw new AppError("invalid", "cursor: is not one that this list gave");
  const [name, id] = parsed.data;
  return { OR: [{ name: { gt: name } }, { name, id: { gt: id } }] };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Contacts by name, one page at a time; `search` looks in name, mail address and company. */
export const listContacts = defineQuery({
  name: "contact.list",
  input: z.object({
    search: z.string().trim().max(200).nullish(),
    cursor: z.string().max(2_000).nullish(),
    limit: z.int().min(1).max(100).default(50),
  }),
  access: ["operator"],
  run: async (
    { tx, context },
    { search, cursor, limit },
  ): Promise<{ items: ContactRow[]; nextCursor: string | null }> => {
    const matches = { contains: search ?? "", mode: "insensitive" as const };
    const found = await tx.contact.findMany({
      where: {
        AND: [
          search ? { OR: [{ name: matches }, { email: matches }, { company: matches }] } : {},
          cursor ? afterCursor(cursor) : {},
        ],
      },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const more = last && found.length > page.length;
    return {
      items: await rowsOf(tx, page, await currencyOf(tx, context.workspaceId)),
      nextCursor: more ? Buffer.from(JSON.stringify([last.name, last.id])).toString("base64url") : null,
    };
  },
});

/**
 * One contact with everything that concerns it.
 * @throws AppError not_found
 */
export const getContact = defineQuery({
  name: "contact.get",
  input: z.object({ id: z.uuid() }),
  access: ["operator"],
  run: async ({ tx, context }, { id }): Promise<ContactDetail> => {
    const contact = await tx.contact.findUnique({ where: { id } });
    const [row] = contact ? await rowsOf(tx, [contact], await currencyOf(tx, context.workspaceId)) : [];
    if (!contact || !row) throw new AppError("not_found", "There is no such contact");
    const of = { where: { contactId: id }, take: mostOfEach };
    const messages = await tx.message.findMany({ ...of, orderBy: { at: "desc" } });
    const memory = await tx.memoryItem.findMany({
      where: { subjectKind: "contact", subjectId: id, validTo: null, quarantined: false },
      orderBy: { validFrom: "desc" },
      take: mostOfEach,
    });
    return contactDetailSchema.parse({
      ...row,
      phone: contact.phone,
      attributes: contact.attributes,
      conversation: messages.reverse(),
      invoices: await tx.invoice.findMany({ ...of, orderBy: { createdAt: "desc" } }),
      memory: memory.map((item) => ({ ...item, source: item.sourceKind })),
      tasks: await tx.task.findMany({ ...of, orderBy: { createdAt: "desc" } }),
      runs: await tx.run.findMany({ ...of, orderBy: { createdAt: "desc" } }),
    });
  },
});
