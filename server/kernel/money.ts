/** An amount in integer minor units of an ISO 4217 currency. */
export type Money = { amountMinor: number; currency: string };

/** How many decimals a currency's minor unit has (2 for EUR, 0 for JPY, 3 for KWD), from the runtime's CLDR data. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount as a person reads it, always with its currency: "€1,250.00". */
export function formatMoney(money: Money, locale = "en"): string {
  const digits = minorDigits(money.currency);
  return new Intl.NumberFormat(locale, { style: "currency", currency: money.currency }).format(
    money.amountMinor / 10 ** digits,
  );
}

/** The amount of a row's two columns; null where either is missing. */
export function moneyOf(amountMinor: number | null, currency: string | null): Money | null {
  return amountMinor === null || currency === null ? null : { amountMinor, currency };
}
