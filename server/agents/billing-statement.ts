import { z } from "zod";
import { formatMoney } from "#server/kernel/money.ts";
import { statementLetter } from "./billing-letters.ts";
import { defineIntent, type Outcome, type ProposalDraft } from "./contract.ts";
import { oneLine } from "./letter.ts";
import { fromStatement } from "./memories/billing-memories.ts";
import { billingMeta } from "./meta.ts";
import { addressee, sender } from "./request-parts.ts";

const statementMeta = billingMeta.intents[4];

const input = z.object({
  contact: addressee,
  sender,
  statement: z.object({
    asOf: z.iso.datetime(),
    currencies: z.array(
      z.object({
        currency: z.string(),
        openMinor: z.int(),
        open: z.int(),
        overdueMinor: z.int(),
        overdue: z.int(),
      }),
    ),
    lines: z.array(
      z.object({
        id: z.uuid(),
        number: z.string().nullable(),
        status: z.string(),
        currency: z.string(),
        totalMinor: z.int(),
        outstandingMinor: z.int(),
        issuedAt: z.iso.datetime().nullable(),
        dueAt: z.iso.datetime().nullable(),
        overdue: z.boolean(),
      }),
    ),
  }),
});

/** Drafts the mail that tells a customer how the account stands: every figure is the ledger's. */
export const draftStatement = defineIntent({
  purpose: statementMeta.purpose,
  input,
  offlineMethod: statementMeta.offlineMethod,
  decide: async ({ input: { contact, sender, statement }, memory }): Promise<Outcome> => {
    const { currencies, lines, asOf } = statement;
    const sums = currencies.map(({ currency, openMinor }) => formatMoney({ currency, amountMinor: openMinor }));
    const standing = sums.join(" and ") || "nothing";
    const name = oneLine(contact.name, 80);
    const method = 'template "statement" with the ledger\'s own figures';
    const mail: ProposalDraft = {
      action: "mail.send",
      input: {
        to: contact.email,
        subject: `Statement of account, ${asOf.slice(0, 10)}`,
        body: statementLetter({ name: contact.name, sender, memory }, { asOf, currencies, lines }),
        contactId: contact.id,
      },
      reason: `A statement for ${name} was asked for: ${standing} is open.`,
      evidence: [
        { kind: "contact", id: contact.id, label: name },
        ...lines.slice(0, 8).map(({ id, number }) => {
          return { kind: "invoice" as const, id, label: `Invoice ${number ?? ""}`.trim() };
        }),
      ],
      confidence: 0.9,
      method,
      contactId: contact.id,
    };
    return {
      findings: [
        { label: "Open", value: standing, confidence: 1 },
        { label: "Invoices", value: String(lines.length), confidence: 1 },
      ],
      proposals: [mail],
      memories: fromStatement(contact, lines, asOf),
      confidence: 0.9,
      method,
    };
  },
});
