import { randomUUID } from "node:crypto";
import type { ConnectorTwin } from "../contract.ts";
import { signStandard } from "../standard-webhooks.ts";

/** A sender that signs by the Standard Webhooks specification. */
export const webhookTwin: ConnectorTwin = {
  deliver: ({ payload, secret, at, id = `msg_${randomUUID()}` }) => {
    const body = Buffer.from(JSON.stringify(payload));
    const seconds = String(Math.floor(at.getTime() / 1000));
    return {
      body,
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": seconds,
        "webhook-signature": signStandard({ id, seconds, body, secret }),
      },
    };
  },
};
