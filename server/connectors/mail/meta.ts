import type { ConnectorMeta } from "../contract.ts";

export const mailMeta: ConnectorMeta = {
  name: "mail",
  title: "Mail",
  purpose: "Whole messages, as your mail server or a forwarding service has them.",
  setup: [
    "Let your mail server or forwarding service post each message, unchanged, to {url}",
    "It sends the headers Content-Type: message/rfc822 and Authorization: Bearer <secret>. The secret is shown once.",
    "To try it with a saved message: curl --data-binary @message.eml -H 'Content-Type: message/rfc822' -H 'Authorization: Bearer <secret>' {url}",
  ],
  secret: "generated",
};
