import Stripe from "stripe";
import { z } from "zod";
import { plausibleDate } from "#server/kernel/canonical-event.ts";
import { AppError, invalidField } from "#server/kernel/errors.ts";
import { decodeUtf8, parseJsonBytes } from "#server/kernel/json-text.ts";
import type { Delivery, Reading } from "../contract.ts";

const toleranceSeconds = 300;

const envelopeSchema = z.object({
  id: z.string().regex(/^[\x21-\x7e]{1,255}$/, "must be Stripe's event id"),
  type: z.string().regex(/^[a-z0-9_.]{1,100}$/, "must be a Stripe event type"),
  created: z.number().optional().catch(undefined),
});

/**
 * Verifies the `stripe-signature` header by Stripe's own library, with one of the secrets. Its check of age is
 * one-sided; a time more than five minutes ahead is refused here.
 * @throws AppError unauthenticated
 */
export function verifyStripe(delivery: Delivery, secrets: readonly string[]): void {
  const header = delivery.headers.get("stripe-signature") ?? "";
  const now = delivery.receivedAt.getTime();
  const signedAt = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(header)?.[1] ?? 0);
  if (signedAt - now / 1000 > toleranceSeconds) {
    throw new AppError("unauthenticated", "stripe-signature: its time lies ahead of ours");
  }
  const body = decodeUtf8(delivery.body);
  const { signature } = Stripe.webhooks;
  if (!signature) throw new AppError("internal", "Stripe's library came without its verifier");
  let reason: unknown;
  for (const secret of secrets) {
    try {
      signature.verifyHeader(body, header, secret, toleranceSeconds, undefined, now);
      return;
    } catch (cause) {
      reason = cause;
    }
  }
  throw new AppError("unauthenticated", "stripe-signature: missing, older than five minutes, or does not fit", {
    cause: reason,
  });
}

/** Reads a Stripe event's envelope: every type is taken. */
export async function readStripe(delivery: Delivery): Promise<Reading> {
  const payload = parseJsonBytes(delivery.body);
  const envelope = envelopeSchema.safeParse(payload);
  if (!envelope.success) {
    const issue = envelope.error.issues[0];
    throw invalidField(issue?.path.join(".") || "body", issue?.message ?? "must be a Stripe event");
  }
  const { id, type, created } = envelope.data;
  const occurredAt = created === undefined ? null : plausibleDate(created * 1000);
  return { externalId: id, type: `stripe.${type}`, payload, occurredAt };
}
