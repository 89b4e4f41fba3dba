import { AppError } from "#server/kernel/errors.ts";

/** Thousandths of a unit × minor units per unit, and basis points of tax. All integers. */
export type LineInput = { quantityMilli: number; unitMinor: number; taxBasisPoints: number };

/** Amounts of one line or of a document, in minor units. */
export type Amounts = { netMinor: number; taxMinor: number; totalMinor: number };

/** What the database's integer columns hold; larger documents are refused rather than rounded. */
export const mostMinor = 2_147_483_647;

/** `numerator / denominator` rounded half away from zero (commercial rounding, DIN 1333), in integers throughout. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return negative ? -rounded : rounded;
}

function toMinor(value: bigint): number {
  if (value > BigInt(mostMinor) || value < BigInt(-mostMinor)) {
    throw new AppError("invalid", "lines: the amount is larger than an invoice can hold");
  }
  return Number(value);
}

/** Net and tax of one line. Each is rounded on its own line, so that the lines as printed add up to the total as printed. */
export function amountsOfLine(line: LineInput): Amounts {
  const net = divideRounded(BigInt(line.quantityMilli) * BigInt(line.unitMinor), 1000n);
  const tax = divideRounded(net * BigInt(line.taxBasisPoints), 10_000n);
  return { netMinor: toMinor(net), taxMinor: toMinor(tax), totalMinor: toMinor(net + tax) };
}

/** The totals of a document: the sums of its lines' rounded amounts. */
export function amountsOfLines(lines: readonly LineInput[]): Amounts {
  let net = 0n;
  let tax = 0n;
  for (const line of lines) {
    const amounts = amountsOfLine(line);
    net += BigInt(amounts.netMinor);
    tax += BigInt(amounts.taxMinor);
  }
  return { netMinor: toMinor(net), taxMinor: toMinor(tax), totalMinor: toMinor(net + tax) };
}

/** The amounts that decide an invoice's state. */
export type Balance = { totalMinor: number; paidMinor: number; creditedMinor: number };

/** What is still owed; negative when more was paid and credited than charged. */
export function outstandingMinor(balance: Balance): number {
  return balance.totalMinor - balance.paidMinor - balance.creditedMinor;
}

/** The most that can still be credited: never more than was charged, all credit notes together. */
export function creditableMinor(balance: Balance): number {
  return Math.max(0, balance.totalMinor - balance.creditedMinor);
}

/**
 * An invoice's status from its amounts. A draft stays a draft, and what is settled stays settled: a later refund is no new
 * debt. Wholly credited without any payment means void.
 */
export function statusOf(current: string, balance: Balance): "draft" | "open" | "paid" | "void" {
  if (current === "draft" || current === "paid" || current === "void") return current;
  if (outstandingMinor(balance) > 0) return "open";
  return balance.paidMinor <= 0 && balance.totalMinor > 0 ? "void" : "paid";
}

/** An invoice's status once a credit was taken back: what is owed again is open, whatever it was before. */
export function reopenedStatusOf(current: string, balance: Balance): "draft" | "open" | "paid" | "void" {
  return current === "draft" ? "draft" : statusOf("open", balance);
}

/**
 * Net and tax of a document that offsets a credit: the credited invoice's own proportion of tax, rounded once, so that net
 * and tax add up to the credit exactly.
 */
export function offsetAmounts(
  totalMinor: number,
  credited: { netMinor: number; taxMinor: number; totalMinor: number },
): { netMinor: number; taxMinor: number; taxBasisPoints: number } {
  const rounded = (part: number, of: number, whole: number) =>
    of === 0 ? 0 : Number(divideRounded(BigInt(part) * BigInt(whole), BigInt(of)));
  const taxMinor = rounded(credited.taxMinor, credited.totalMinor, totalMinor);
  const taxBasisPoints = rounded(credited.taxMinor, credited.netMinor, 10_000);
  return { netMinor: totalMinor - taxMinor, taxMinor, taxBasisPoints };
}
