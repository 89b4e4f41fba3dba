import { defineQuery } from "#server/commands/define-query.ts";
import { AppError } from "#server/kernel/errors.ts";
import { readMetas } from "#server/workflows/reads-meta.ts";
import { outstandingMinor } from "./rules.ts";

const mostLines = 200;

/** What is open in one currency: amounts in minor units, and how many invoices that is. */
type Standing = { currency: string; openMinor: number; open: number; overdueMinor: number; overdue: number };

function standings(rows: readonly { currency: string; owed: number; late: boolean }[]): Standing[] {
  const byCurrency = new Map<string, Standing>();
  for (const { currency, owed, late } of rows) {
    const sum = byCurrency.get(currency) ?? { currency, openMinor: 0, open: 0, overdueMinor: 0, overdue: 0 };
    sum.openMinor += owed;
    sum.open += 1;
    sum.overdueMinor += late ? owed : 0;
    sum.overdue += late ? 1 : 0;
    byCurrency.set(currency, sum);
  }
  return [...byCurrency.values()].sort((a, b) => a.currency.localeCompare(b.currency));
}

/**
 * What a contact owes, by currency, with the invoices behind it: those that are open, and those issued since a day.
 * Currencies are never added up.
 * @throws AppError not_found
 */
export const accountStatement = defineQuery({
  name: "invoice.accountStatement",
  input: readMetas["account-statement"].input,
  access: ["system"],
  run: async ({ tx, context }, { contactId, since }) => {
    const contact = await tx.contact.findUnique({
      where: { id: contactId },
      select: { id: true, name: true, email: true },
    });
    if (!contact) throw new AppError("not_found", "There is no such contact");
    const now = context.clock.now();
    const recent = since ? [{ issuedAt: { gte: new Date(since) }, status: { not: "draft" } }] : [];
    const rows = await tx.invoice.findMany({
      where: { contactId, OR: [{ status: "open" }, ...recent] },
      orderBy: [{ issuedAt: { sort: "asc", nulls: "last" } }, { id: "asc" }],
      take: mostLines,
    });
    const lines = rows.map((row) => {
      const { id, number, status, currency, totalMinor, paidMinor, creditedMinor, issuedAt, dueAt } = row;
      const owed = status === "open" ? Math.max(0, outstandingMinor(row)) : 0;
      const late = owed > 0 && dueAt !== null && dueAt < now;
      const times = { issuedAt: issuedAt?.toISOString() ?? null, dueAt: dueAt?.toISOString() ?? null };
      const amounts = { currency, totalMinor, paidMinor, creditedMinor, outstandingMinor: owed };
      return { id, number: number ?? row.externalId, status, ...amounts, ...times, overdue: late };
    });
    const owing = lines.filter((line) => line.outstandingMinor > 0);
    const currencies = standings(
      owing.map(({ currency, outstandingMinor: owed, overdue: late }) => ({ currency, owed, late })),
    );
    return { contact, asOf: now.toISOString(), currencies, lines };
  },
});
