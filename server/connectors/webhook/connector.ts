import type { Connector } from "../contract.ts";
import { verifyStandard } from "../standard-webhooks.ts";
import { webhookMeta } from "./meta.ts";
import { normaliseWebhook } from "./normalise.ts";
import { readWebhook } from "./webhook.ts";

export const webhookConnector: Connector = {
  meta: webhookMeta,
  maxBytes: 2 ** 20,
  mediaTypes: ["application/json"],
  perMinute: 6000,
  verify: verifyStandard,
  read: readWebhook,
  normalise: normaliseWebhook,
};
