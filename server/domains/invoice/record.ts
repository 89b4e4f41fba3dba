import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { stableId } from "#server/kernel/ids.ts";
import { amountsOfLine } from "./rules.ts";
import { invoiceLineInputSchema } from "./schema.ts";

/** How far an invoice has come: it never goes back. */
function stage(status: string): number {
  return status === "draft" ? 0 : status === "open" ? 1 : 2;
}

/**
 * Records an invoice that an outside system issued, under that system's id; a later message about the same invoice
 * changes status and amounts only where they differ. The amounts are the sender's: they are not computed again.
 */
export const recordInvoice = defineCommand({
  name: "invoice.record",
  input: z.object({
    externalId: z.string().min(1).max(255),
    /** the sender's number; ours are only given to invoices that we issue */
    number: z.string().max(64).optional(),
    contactId: z.uuid(),
    currency: z.string().regex(/^[A-Z]{3}$/),
    status: z.enum(["draft", "open", "paid", "void"]),
    totalMinor: z.int().min(0).max(2_147_483_647),
    taxMinor: z.int().min(0).max(2_147_483_647).default(0),
    issuedAt: z.date().optional(),
    dueAt: z.date().optional(),
    lines: z.array(invoiceLineInputSchema).max(200).default([]),
  }),
  access: ["system", "connection", "agent", "operator"],
  run: async (scope, input): Promise<{ invoiceId: string; recorded: boolean }> => {
    const { tx, context } = scope;
    const { workspaceId } = context;
    const id = stableId("external-invoice", workspaceId, input.externalId);
    const facts = {
      status: input.status,
      totalMinor: input.totalMinor,
      taxMinor: input.taxMinor,
      netMinor: input.totalMinor - input.taxMinor,
      currency: input.currency,
      issuedAt: input.issuedAt ?? null,
      dueAt: input.dueAt ?? null,
    };
    const taken = input.number ? await tx.invoice.count({ where: { number: input.number, id: { not: id } } }) : 0;
    const number = taken ? null : (input.number ?? null);
    const created = await tx.invoice.createMany({
      skipDuplicates: true,
      data: [
        {
          ...facts,
          id,
          workspaceId,
          number,
          contactId: input.contactId,
          externalId: input.externalId,
          createdAt: context.clock.now(),
        },
      ],
    });
    if (created.count === 0) return { invoiceId: id, recorded: await updateRecorded() };
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
    await scope.audit({ subject: { kind: "invoice", id }, data: { externalId: input.externalId, ...facts } });
    scope.changed({ topic: "invoice", id });
    return { invoiceId: id, recorded: true };

    async function updateRecorded(): Promise<boolean> {
      await tx.$queryRaw`select 1 from invoice where id = ${id}::uuid for update`;
      const before = await tx.invoice.findUniqueOrThrow({ where: { id } });
      // an older message that arrives late must not take an invoice back to where it was
      if (stage(input.status) < stage(before.status)) return false;
      const same = Object.entries(facts).every(([key, value]) => {
        const was = before[key as keyof typeof before];
        return was instanceof Date && value instanceof Date ? was.getTime() === value.getTime() : was === value;
      });
      if (same) return false;
      await tx.invoice.update({ where: { id }, data: { ...facts, version: { increment: 1 } } });
      await scope.audit({ subject: { kind: "invoice", id }, data: { externalId: input.externalId, ...facts } });
      scope.changed({ topic: "invoice", id });
      if (before.status === "open" && (facts.status === "paid" || facts.status === "void")) {
        await scope.emit("invoice.settled", { workspaceId, invoiceId: id });
      }
      return true;
    }
  },
});
