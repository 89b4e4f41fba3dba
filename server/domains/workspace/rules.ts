import { z } from "zod";

/** Whether the runtime knows an IANA time zone. */
export function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** A company's name. */
export const workspaceNameSchema = z.string().trim().min(1, "must not be empty").max(120);
/** An IANA zone such as Europe/Lisbon. */
export const timeZoneSchema = z.string().max(64).refine(isTimeZone, "must be a time zone such as Europe/Lisbon");
/** An ISO 4217 code. */
export const currencySchema = z.string().refine((text) => currencies.has(text), "must be a currency such as EUR");
