import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId, stableId } from "#server/kernel/ids.ts";
import { nextNumber } from "./next-number.ts";
import { amountsOfLine, amountsOfLines } from "./rules.ts";
import { invoiceLineInputSchema } from "./schema.ts";

const day = 86_400_000;

/** Issues an invoice in Adjutant's own ledger, with the next number; once per effect. */
export const issueInvoice = defineCommand({
  name: "invoice.issue",
  input: z.object({
    contactId: z.uuid(),
    currency: z.string().regex(/^[A-Z]{3}$/),
    lines: z.array(invoiceLineInputSchema).min(1).max(200),
    dueInDays: z.int().min(0).max(365),
    effectId: z.uuid().optional(),
  }),
  access: ["operator", "system"],
  run: async (scope, input): Promise<{ invoiceId: string; number: string; totalMinor: number }> => {
    const { tx, context } = scope;
    const contact = await tx.contact.count({ where: { id: input.contactId } });
    if (contact === 0) throw new AppError("not_found", "There is no such contact");
    const id = input.effectId ? stableId("invoice", input.effectId) : newId();
    const before = await tx.invoice.findUnique({ where: { id } });
    if (before?.number) return { invoiceId: id, number: before.number, totalMinor: before.totalMinor };
    const amounts = amountsOfLines(input.lines);
    const issuedAt = context.clock.now();
    const number = await nextNumber(scope, "invoice");
    const { workspaceId } = context;
    await tx.invoice.create({
      data: {
        id,
        workspaceId,
        number,
        contactId: input.contactId,
        currency: input.currency,
        status: amounts.totalMinor > 0 ? "open" : "paid",
        ...amounts,
        issuedAt,
        dueAt: new Date(issuedAt.getTime() + input.dueInDays * day),
        effectId: input.effectId ?? null,
        createdAt: issuedAt,
      },
    });
    await tx.invoiceLine.createMany({
      data: input.lines.map((line, position) => {
        const { netMinor, taxMinor } = amountsOfLine(line);
        return {
          ...line,
          id: stableId("line", id, String(position)),
          workspaceId,
          invoiceId: id,
          position,
          netMinor,
          taxMinor,
        };
      }),
    });
    await scope.audit({ subject: { kind: "invoice", id }, data: { number, ...amounts, currency: input.currency } });
    scope.changed({ topic: "invoice", id });
    return { invoiceId: id, number, totalMinor: amounts.totalMinor };
  },
});
