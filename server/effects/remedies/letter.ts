import { formatMoney } from "#server/kernel/money.ts";
import type { CreditFacts, ReviewFacts } from "./remedy.ts";

const oneLine = (text: string, most: number) =>
  text
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, most);

function aboutCredit({ number, amountMinor, currency, invoiceNumber, stands, right }: CreditFacts): string {
  const amount = formatMoney({ amountMinor, currency });
  const wrong = `Credit note ${number} over ${amount} for invoice ${invoiceNumber} was our mistake.`;
  if (stands) return `${wrong} We are putting it right and will write to you again.`;
  const next = right
    ? ` The credit of ${formatMoney({ amountMinor: right.amountMinor, currency })} on invoice ${right.invoiceNumber} follows separately.`
    : "";
  return `${wrong} We have taken it back, and the invoice stands as before.${next}`;
}

/** A mail to the customer from figures of our own ledger alone: nothing that came from outside stands in it but the name. */
export function draftLetter({ contact, credits, sender }: ReviewFacts): { subject: string; body: string } {
  const [credit] = credits;
  const subject = credit ? `Correction of credit note ${credit.number}` : "A correction from us";
  const middle = credit
    ? credits.map(aboutCredit).join("\n\n")
    : "Something went wrong on our side in what we last did for you. We are putting it right and will write to you again.";
  const closing = [sender.person, sender.company].filter(Boolean).join("\n");
  const body = `Hello ${oneLine(contact?.name ?? "", 80)},\n\n${middle}\n\nWe are sorry for the trouble.\n\nKind regards\n${closing}`;
  return { subject, body };
}
