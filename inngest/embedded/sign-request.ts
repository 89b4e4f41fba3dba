import { createHmac } from "node:crypto";

/**
 * The `x-inngest-signature` of a body that is already in canonical JSON (RFC 8785): HMAC-SHA256 over body and Unix
 * seconds, keyed with the signing key's text without its `signkey-<environment>-` prefix.
 */
export function signRequest(options: { body: string; signingKey: string; seconds: number }): string {
  const key = options.signingKey.replace(/^signkey-\w+-/, "");
  const signature = createHmac("sha256", key).update(options.body).update(String(options.seconds)).digest("hex");
  return `t=${options.seconds}&s=${signature}`;
}
