import { z } from "zod";
import { isTimeZone } from "#server/kernel/time-zone.ts";

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** A company's name. */
export const workspaceNameSchema = z.string().trim().min(1, "must not be empty").max(120);
/** An IANA zone such as Europe/Lisbon. */
export const timeZoneSchema = z.string().max(64).refine(isTimeZone, "must be a time zone such as Europe/Lisbon");
/** An ISO 4217 code. */
export const currencySchema = z.string().refine((text) => currencies.has(text), "must be a currency such as EUR");

const addressPattern =
  /^(?:[^<>"@,;:\\\p{Cc}]{0,120}<[^\s<>@]{1,64}@[^\s<>@]{1,190}>|[^\s<>@]{1,64}@[^\s<>@]{1,190})$/u;

/** What `workspace.update` takes; a field that is left out stays as it is. */
export const settingsChangeSchema = z.object({
  name: workspaceNameSchema.optional(),
  timeZone: timeZoneSchema.optional(),
  currency: currencySchema.optional(),
  /** a sender such as "Harbour Lane <hello@harbourlane.test>"; null for none */
  mailFrom: z
    .string()
    .trim()
    .regex(addressPattern, "must look like Harbour Lane <hello@harbourlane.test>")
    .nullable()
    .optional(),
  undoSeconds: z.int().min(0).max(600).optional(),
});
