import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { ConnectorName } from "./schema.ts";

/** A secret that the operator copied from the sender's dashboard. */
export const givenSecretSchema = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{8,200}$/, "must be 8 to 200 characters without spaces");

/** Hours for which the previous secret still works after a rotation. */
export const previousSecretHours = 24;

/**
 * A new secret in the form that the Standard Webhooks specification asks for (256 bits), or null for a connector whose
 * secret comes from the sender (Stripe) or that has none (a form).
 */
export function newSecretFor(connector: ConnectorName): string | null {
  return connector === "webhook" || connector === "mail" ? `whsec_${randomBytes(32).toString("base64")}` : null;
}
