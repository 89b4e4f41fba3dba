import { minorDigits } from "#server/kernel/money.ts";

// Stripe's own decimals (docs: "Supported currencies"), where they differ from two
const withoutDecimals = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "));
const withThreeDecimals = new Set("BHD JOD KWD OMR TND".split(" "));

function stripeDigits(currency: string): number {
  if (withoutDecimals.has(currency)) return 0;
  return withThreeDecimals.has(currency) ? 3 : 2;
}

/** An ISO 4217 code in upper case, or null when Stripe's text is not one. */
export function currencyOf(text: string | null): string | null {
  const code = (text ?? "").toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? code : null;
}

/** Stripe's integer as minor units in our sense; the two differ for a few currencies (ISK and UGX come in hundredths). */
export function minorFromStripe(amount: number, currency: string): number {
  return Math.round(amount * 10 ** (minorDigits(currency) - stripeDigits(currency)));
}
