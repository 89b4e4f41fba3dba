import type { ConnectorMeta } from "../contract.ts";

export const webhookMeta: ConnectorMeta = {
  name: "webhook",
  title: "Signed webhook",
  purpose: "JSON from any system that signs its webhooks by the Standard Webhooks specification.",
  setup: [
    "Give the sender this address: {url}",
    "Give the sender the secret, which is shown once. It signs with webhook-id, webhook-timestamp and webhook-signature.",
    'The body is JSON: {"type": "order.created", "data": {…}}. Type message.received with from, subject and text becomes a message, lead.received with the same (and company, phone) a lead.',
  ],
  secret: "generated",
};
