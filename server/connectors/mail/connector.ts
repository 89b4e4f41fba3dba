import type { Connector } from "../contract.ts";
import { mailMeta } from "./meta.ts";
import { normaliseMail } from "./normalise.ts";
import { readMail, verifyMail } from "./webhook.ts";

export const mailConnector: Connector = {
  meta: mailMeta,
  maxBytes: 25 * 2 ** 20,
  mediaTypes: ["message/rfc822", "message/global", "application/octet-stream", "text/plain"],
  perMinute: 3000,
  verify: verifyMail,
  read: readMail,
  normalise: normaliseMail,
};
