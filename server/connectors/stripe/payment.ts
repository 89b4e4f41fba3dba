import { type CanonicalPayment, plausibleDate } from "#server/kernel/canonical-event.ts";
import { currencyOf, minorFromStripe } from "./amount.ts";

/**
 * A payment in canonical shape. One attempt is reported by several events, under its charge, its payment intent and its
 * invoice: the first id known is the payment's own, the others are aliases. Null without an id, currency or amount.
 */
export function paymentFrom(parts: {
  ids: readonly (string | null | undefined)[];
  amount: number | null | undefined;
  currency: string | null | undefined;
  status: CanonicalPayment["status"];
  reason?: string | null | undefined;
  /** Unix seconds */
  at: number | null | undefined;
}): CanonicalPayment | null {
  const [externalId, ...aliases] = parts.ids.filter((id): id is string => Boolean(id));
  const currency = currencyOf(parts.currency ?? null);
  if (!externalId || !currency || !parts.amount || parts.amount < 0) return null;
  return {
    externalId,
    aliases,
    currency,
    amountMinor: minorFromStripe(parts.amount, currency),
    status: parts.status,
    reason: parts.reason ?? null,
    at: plausibleDate(parts.at ? parts.at * 1000 : null),
  };
}
