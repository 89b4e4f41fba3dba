import { createHmac, timingSafeEqual } from "node:crypto";
import { AppError } from "#server/kernel/errors.ts";
import type { Delivery } from "./contract.ts";

/** Seconds that a timestamp may lie in the past or in the future. */
const toleranceSeconds = 300;

/** The bytes of a `whsec_` secret (base64), or of any other text. */
function keyOf(secret: string): Buffer {
  return secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : Buffer.from(secret, "utf8");
}

/** A version 1 signature (Standard Webhooks specification): HMAC-SHA-256 over `id.timestamp.body`, base64. */
export function signStandard(options: { id: string; seconds: string; body: Uint8Array; secret: string }): string {
  const mac = createHmac("sha256", keyOf(options.secret)).update(`${options.id}.${options.seconds}.`);
  return `v1,${mac.update(options.body).digest("base64")}`;
}

function sameBytes(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The id that the sender gave this message, the same for every attempt to deliver it. */
export function standardId(delivery: Delivery): string | null {
  return delivery.headers.get("webhook-id");
}

/**
 * Verifies `webhook-id`, `webhook-timestamp` and `webhook-signature` as in the Standard Webhooks specification. The
 * signature header may list several; one that fits one of the secrets is enough.
 * @throws AppError unauthenticated, saying which part is missing, stale or wrong
 */
export function verifyStandard(delivery: Delivery, secrets: readonly string[]): void {
  const id = standardId(delivery);
  const seconds = delivery.headers.get("webhook-timestamp");
  const given = delivery.headers.get("webhook-signature");
  if (!id || !seconds || !given) {
    throw new AppError("unauthenticated", "Send webhook-id, webhook-timestamp and webhook-signature");
  }
  const now = delivery.receivedAt.getTime() / 1000;
  if (!/^\d{1,12}$/.test(seconds) || Math.abs(now - Number(seconds)) > toleranceSeconds) {
    throw new AppError("unauthenticated", "webhook-timestamp: more than five minutes from now, or not a time");
  }
  const candidates = given.split(" ").slice(0, 20);
  const fits = secrets.some((secret) => {
    const expected = signStandard({ id, seconds, body: delivery.body, secret });
    return candidates.some((candidate) => sameBytes(candidate, expected));
  });
  if (!fits) throw new AppError("unauthenticated", "webhook-signature: does not fit the body and this secret");
}
