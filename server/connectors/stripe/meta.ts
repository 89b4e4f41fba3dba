import type { ConnectorMeta } from "../contract.ts";

export const stripeMeta: ConnectorMeta = {
  name: "stripe",
  title: "Stripe",
  purpose: "Customers, invoices and payments from a Stripe account.",
  setup: [
    "In Stripe, open Developers → Webhooks and add an endpoint with this address: {url}",
    "Choose the events customer.*, invoice.*, charge.*, payment_intent.* and checkout.session.*; any others are filed.",
    "Copy the endpoint's signing secret (whsec_…) from Stripe into this connection.",
  ],
  secret: "given",
};
