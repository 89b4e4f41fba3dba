import type { ConnectionRow, ConnectorName } from "#server/domains/connection/schema.ts";

export const connectorWords: Record<ConnectorName, { label: string; detail: string }> = {
  mail: { label: "Mail", detail: "Raw messages (RFC 822), posted by your mail server or a forwarding rule." },
  form: { label: "Web form", detail: "The form on your site posts straight here; no script needed." },
  stripe: { label: "Stripe", detail: "Payments and invoices, signed by Stripe with the endpoint's secret." },
  webhook: { label: "Signed webhook", detail: "Anything else that signs by the Standard Webhooks rules." },
};

export const connectorNames: ConnectorName[] = ["mail", "form", "stripe", "webhook"];

/** A command that sends one event to this connection, ready to paste. */
export function tryCommand({ connector, url }: Pick<ConnectionRow, "connector" | "url">): string {
  switch (connector) {
    case "mail":
      return [
        `curl -X POST '${url}' \\`,
        "  -H 'Content-Type: message/rfc822' \\",
        "  --data-binary @message.eml",
      ].join("\n");
    case "form":
      return [
        `curl -X POST '${url}' \\`,
        "  --data-urlencode 'name=Marta Quist' \\",
        "  --data-urlencode 'email=marta@fennelandrye.example.com' \\",
        "  --data-urlencode 'message=Could you review our pricing in May?'",
      ].join("\n");
    case "stripe":
      return [
        "# Stripe's own tool signs and forwards test events:",
        `stripe listen --forward-to '${url}'`,
        "stripe trigger invoice.payment_failed",
      ].join("\n");
    case "webhook":
      return [
        "# SECRET is what was shown when the connection was made (whsec_…)",
        'body=\'{"type":"message.received","data":{"email":"marta@fennelandrye.example.com","text":"Could you review our pricing?"}}\'',
        'id="msg_$(date +%s)"; at="$(date +%s)"',
        'key="$(printf %s "${SECRET#whsec_}" | base64 -d | od -An -tx1 | tr -d \' \\n\')"',
        'sum="$(printf %s "$id.$at.$body" | openssl dgst -sha256 -mac HMAC -macopt hexkey:"$key" -binary | base64)"',
        `curl -X POST '${url}' -H 'Content-Type: application/json' \\`,
        '  -H "webhook-id: $id" -H "webhook-timestamp: $at" -H "webhook-signature: v1,$sum" -d "$body"',
      ].join("\n");
  }
}

/** A command that sends one event with an API key. */
export function apiCommand({ origin }: { origin: string }): string {
  return [
    `curl -X POST '${origin}/api/v1/events' \\`,
    "  -H 'Authorization: Bearer YOUR_API_KEY' \\",
    "  -H 'Content-Type: application/json' \\",
    `  -d '${JSON.stringify({ type: "message.received", id: "enquiry-1", data: { email: "marta@fennelandrye.example.com", name: "Marta Quist", subject: "Pricing review", text: "Could you review our pricing in May?" } })}'`,
  ].join("\n");
}
