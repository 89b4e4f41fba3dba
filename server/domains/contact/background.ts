import { defineQuery } from "#server/commands/define-query.ts";
import { AppError } from "#server/kernel/errors.ts";
import { readMetas } from "#server/workflows/reads-meta.ts";

const mostAlike = 20;
const mostOfEach = 5;
const phoneDigits = 7;

type Identity = { id: string; name: string; email: string | null; company: string | null; phone: string | null };

/** What our own records tell of a contact; times are ISO texts, amounts minor units. */
export type ContactBackground = {
  contact: Identity;
  /** others with its name, its phone number or its mail domain, the oldest first */
  alike: Identity[];
  messages: {
    in: number;
    out: number;
    latest: { id: string; direction: string; subject: string; at: string }[];
  };
  invoices: {
    count: number;
    latest: { id: string; number: string | null; status: string; totalMinor: number; currency: string }[];
  };
};

/**
 * Reads what our own records tell of a contact.
 * @throws AppError not_found
 */
export const contactBackground = defineQuery({
  name: "contact.background",
  input: readMetas["contact-background"].input,
  access: ["system"],
  run: async ({ tx }, { contactId }): Promise<ContactBackground> => {
    const row = await tx.contact.findUnique({ where: { id: contactId } });
    if (!row) throw new AppError("not_found", "There is no such contact");
    const { id, name, email, company, phone } = row;
    const digits = (phone ?? "").replace(/\D/g, "");
    const alike = await tx.$queryRaw<Identity[]>`
      select id, name, email, company, phone from contact
      where id <> ${contactId}::uuid and (lower(name) = lower(${name})
        or length(${digits}) >= ${phoneDigits} and regexp_replace(coalesce(phone, ''), '\D', '', 'g') = ${digits}
        or split_part(email, '@', 2) = ${email?.split("@")[1] ?? ""})
      order by created_at, id limit ${mostAlike}`;
    const of = { where: { contactId }, take: mostOfEach };
    const messages = await tx.message.findMany({ ...of, orderBy: [{ at: "desc" }, { id: "desc" }] });
    const counted = await tx.message.groupBy({ by: ["direction"], where: { contactId }, _count: true });
    const count = (direction: string) => counted.find((group) => group.direction === direction)?._count ?? 0;
    const invoices = await tx.invoice.findMany({ ...of, orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
    return {
      contact: { id, name, email, company, phone },
      alike,
      messages: {
        in: count("in"),
        out: count("out"),
        latest: messages.map((message) => ({
          id: message.id,
          direction: message.direction,
          subject: message.subject,
          at: message.at.toISOString(),
        })),
      },
      invoices: {
        count: await tx.invoice.count({ where: { contactId } }),
        latest: invoices.map((invoice) => ({
          id: invoice.id,
          number: invoice.number,
          status: invoice.status,
          totalMinor: invoice.totalMinor,
          currency: invoice.currency,
        })),
      },
    };
  },
});
