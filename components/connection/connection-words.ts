import { formMeta } from "#server/connectors/form/meta.ts";
import { mailMeta } from "#server/connectors/mail/meta.ts";
import { stripeMeta } from "#server/connectors/stripe/meta.ts";
import { webhookMeta } from "#server/connectors/webhook/meta.ts";
import type { ConnectionRow, ConnectorName } from "#server/domains/connection/schema.ts";

/** What every connector says of itself, in the order they are offered. */
export const connectorMetas = [
  { ...mailMeta, name: "mail" },
  { ...formMeta, name: "form" },
  { ...stripeMeta, name: "stripe" },
  { ...webhookMeta, name: "webhook" },
] as const;

export function metaOf(connector: ConnectorName) {
  return connectorMetas.find((meta) => meta.name === connector);
}

const signedPost = [
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own expansion
  'key="$(printf %s "${SECRET#whsec_}" | base64 -d | od -An -tx1 | tr -d \' \\n\')"',
  'sum="$(printf %s "$id.$at.$body" | openssl dgst -sha256 -mac HMAC -macopt hexkey:"$key" -binary | base64)"',
];

const enquiry = "Could you review our pricing in May?";

/** A command that sends one event to this connection, ready to paste. */
export function tryCommand({ connector, url }: Pick<ConnectionRow, "connector" | "url">): string {
  switch (connector) {
    case "mail":
      return [
        "# SECRET is what was shown when the connection was made (whsec_…)",
        `printf 'From: Marta Quist <marta@example.com>\\nTo: me@example.com\\nSubject: Pricing review\\n\\n${enquiry}\\n' |`,
        `  curl --data-binary @- '${url}' \\`,
        "  -H 'Content-Type: message/rfc822' -H \"Authorization: Bearer $SECRET\"",
      ].join("\n");
    case "form":
      return [
        `curl '${url}' \\`,
        "  --data-urlencode 'name=Marta Quist' \\",
        "  --data-urlencode 'email=marta@example.com' \\",
        `  --data-urlencode 'message=${enquiry}'`,
      ].join("\n");
    case "stripe":
      return [
        "# Stripe's own tool prints its signing secret (whsec_…): put that into this connection first",
        `stripe listen --forward-to '${url}'`,
        "stripe trigger invoice.payment_failed",
      ].join("\n");
    case "webhook":
      return [
        "# SECRET is what was shown when the connection was made (whsec_…)",
        `body='${messageBody({})}'`,
        'id="msg_$(date +%s)"; at="$(date +%s)"',
        ...signedPost,
        `curl '${url}' -d "$body" -H 'Content-Type: application/json' \\`,
        '  -H "webhook-id: $id" -H "webhook-timestamp: $at" -H "webhook-signature: v1,$sum"',
      ].join("\n");
  }
}

/** A command that sends one event with an API key. */
export function apiCommand({ origin }: { origin: string }): string {
  return [
    "# ADJUTANT_KEY is an API key from Settings",
    `curl '${origin}/api/v1/events' \\`,
    "  -H \"Authorization: Bearer $ADJUTANT_KEY\" -H 'Content-Type: application/json' \\",
    `  -d '${messageBody({ id: "enquiry-1" })}'`,
  ].join("\n");
}

function messageBody(extra: { id?: string }): string {
  const from = { email: "marta@example.com", name: "Marta Quist" };
  return JSON.stringify({
    type: "message.received",
    ...extra,
    data: { from, subject: "Pricing review", text: enquiry },
  });
}
