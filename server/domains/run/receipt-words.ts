import { z } from "zod";
import { formatMoney } from "#server/kernel/money.ts";

const money = z.object({ currency: z.string() });
const mail = z.object({ status: z.string(), response: z.string().nullish() });
const numbered = z.object({ number: z.string(), totalMinor: z.int() });
const confirmed = z.object({ confirmedBy: z.string() });
const task = z.object({ status: z.string() });
const anything = z.record(z.string(), z.unknown());

function mailWords(receipt: unknown): string | null {
  const sent = mail.safeParse(receipt).data;
  if (!sent) return null;
  if (sent.status === "kept") return "Message kept in the outbox";
  return sent.response ? `Message taken by the mail server: ${sent.response}` : "Message taken by the mail server";
}

function documentWords(name: string, receipt: unknown, input: unknown): string | null {
  const issued = numbered.safeParse(receipt).data;
  if (!issued) return null;
  const currency = money.safeParse(input).data?.currency;
  const over = currency ? ` over ${formatMoney({ amountMinor: issued.totalMinor, currency })}` : "";
  return `${name} ${issued.number}${over}`;
}

const words: Readonly<Record<string, (receipt: unknown, input: unknown) => string | null>> = {
  "mail.send": mailWords,
  "credit-note.issue": (receipt, input) => documentWords("Credit note", receipt, input),
  "invoice.issue": (receipt, input) => documentWords("Invoice", receipt, input),
  "credit-note.reverse": (receipt, input) => documentWords("Correcting invoice", receipt, input),
  "task.create": () => "Task on your list",
  "task.cancel": (receipt) =>
    task.safeParse(receipt).data?.status === "done" ? "The task was done already" : "Task off your list",
  "contact.update": () => "Contact updated",
};

/** The words of a receipt that name a numbered document; null for any other. */
export function documentIn(receipt: string | null | undefined): string | null {
  return receipt && /^(Credit note|Invoice|Correcting invoice) \S/.test(receipt) ? receipt : null;
}

/** What came of an effect, in one line: the receipt in words, else the most telling thing that the outside gave back. */
export function receiptWords(effect: { action: string; input: unknown; receipt: unknown }): string | null {
  const parsed = anything.safeParse(effect.receipt);
  if (!parsed.success) return null;
  if (confirmed.safeParse(effect.receipt).success) return "You confirmed that it happened";
  const known = words[effect.action]?.(effect.receipt, effect.input);
  if (known) return known;
  for (const name of ["number", "messageId", "response", "title", "status", "id"]) {
    const value = parsed.data[name];
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}
