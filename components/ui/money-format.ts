const locale = "en-GB";

/** Decimal places of a currency, e.g. 2 for EUR, 0 for JPY. */
function currencyDigits(currency: string): number {
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** "€1,240.00" from integer minor units. An unknown code is written out before the number. */
export function formatMoney({ minor, currency }: { minor: number; currency: string }): string {
  const digits = currencyDigits(currency);
  const major = minor / 10 ** digits;
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency }).format(major);
  } catch {
    return `${currency} ${major.toFixed(digits)}`;
  }
}

/** What an operator types ("1,240.5", "1240,50") to minor units; null when it is no amount. */
export function parseMoney({ text, currency }: { text: string; currency: string }): number | null {
  const digits = currencyDigits(currency);
  const compact = text.replace(/[\s'’]/g, "");
  const decimal = /[.,](\d+)$/.exec(compact);
  const fraction = decimal?.[1];
  const isFraction = fraction !== undefined && fraction.length <= digits;
  const whole = isFraction ? compact.slice(0, -(fraction.length + 1)) : compact;
  // one sign cannot part both thousands and cents
  if (isFraction && whole.includes(decimal?.[0][0] ?? "")) {
    return null;
  }
  if (!/^-?\d{1,3}([.,]?\d{3})*$|^-?\d+$/.test(whole)) {
    return null;
  }
  const units = whole.replace(/[.,]/g, "");
  const minor = Number(`${units}${(isFraction ? fraction : "").padEnd(digits, "0")}`);
  return Number.isSafeInteger(minor) ? minor : null;
}

/** Minor units as plain digits for an input: "1240.50". */
export function moneyInput({ minor, currency }: { minor: number; currency: string }): string {
  const digits = currencyDigits(currency);
  return (minor / 10 ** digits).toFixed(digits);
}
