import { z } from "zod";
import { plausibleDate } from "#server/kernel/canonical-event.ts";
import { invalidField } from "#server/kernel/errors.ts";
import { parseJsonBytes } from "#server/kernel/json-text.ts";
import type { Delivery, Reading } from "../contract.ts";
import { plainTypePattern } from "../plain-event.ts";
import { standardId } from "../standard-webhooks.ts";

const envelopeSchema = z.object({ type: z.string(), timestamp: z.string().optional().catch(undefined) });

/** Reads a Standard Webhooks delivery: the id from its header, the type from its body where it has one. */
export async function readWebhook(delivery: Delivery): Promise<Reading> {
  const externalId = standardId(delivery) ?? "";
  if (externalId.length > 255) throw invalidField("webhook-id", "must be at most 255 characters");
  const payload = parseJsonBytes(delivery.body);
  const envelope = envelopeSchema.safeParse(payload);
  const type = envelope.success ? envelope.data.type : "webhook.received";
  if (!plainTypePattern.test(type)) {
    throw invalidField("type", "must be letters, digits, '.', '_', ':' or '-', at most 100 characters");
  }
  return { externalId, type, payload, occurredAt: plausibleDate(envelope.data?.timestamp) };
}
