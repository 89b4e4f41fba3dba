import Stripe from "stripe";
import type { ConnectorTwin } from "../contract.ts";

/** Stripe's sender: signs with its own library. `id` replaces the event's. */
export const stripeTwin: ConnectorTwin = {
  deliver: ({ payload, secret, at, id }) => {
    const text = JSON.stringify(id === undefined ? payload : { ...(payload as object), id });
    const timestamp = Math.floor(at.getTime() / 1000);
    const signature = Stripe.webhooks.generateTestHeaderString({ payload: text, secret, timestamp });
    return {
      body: Buffer.from(text),
      headers: { "content-type": "application/json", "stripe-signature": signature },
    };
  },
};
