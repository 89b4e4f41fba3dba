import type { Connector } from "../contract.ts";
import { stripeMeta } from "./meta.ts";
import { normaliseStripe } from "./normalise.ts";
import { readStripe, verifyStripe } from "./webhook.ts";

export const stripeConnector: Connector = {
  meta: stripeMeta,
  maxBytes: 2 ** 20,
  mediaTypes: ["application/json"],
  perMinute: 6000,
  verify: verifyStripe,
  read: readStripe,
  normalise: normaliseStripe,
};
