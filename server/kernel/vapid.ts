import { createECDH } from "node:crypto";
import { env } from "./env.ts";
import { publicUrl } from "./public-url.ts";
import { derivedSecret } from "./secrets.ts";

/** Who sends push messages (VAPID, RFC 8292): a P-256 key pair, base64url, and where the push service can ask. */
export type VapidKeys = { publicKey: string; privateKey: string; subject: string };

/** A private key of P-256 is a number from 1 to below the curve's order, which begins with 0xffffffff (SEC 2, 2.4.2). */
function privateKeyOf(hex: string): Buffer {
  const key = Buffer.from(hex, "hex");
  // below half of the order, and never zero
  key[0] = (key[0] ?? 0) & 0x7f;
  key[31] = (key[31] ?? 0) | 0x01;
  return key;
}

let cached: (VapidKeys & { secret: string }) | undefined;

/**
 * This installation's keys: VAPID_PRIVATE_KEY, else derived from ADJUTANT_SECRET, so that they need no storage of their own
 * and no browser has to subscribe again after a restart.
 */
export function vapidKeys(): VapidKeys {
  const { VAPID_PRIVATE_KEY, ADJUTANT_SECRET, MAIL_FROM } = env();
  const secret = `${VAPID_PRIVATE_KEY ?? ""} ${ADJUTANT_SECRET}`;
  if (cached?.secret === secret) return cached;
  const privateKey = VAPID_PRIVATE_KEY
    ? Buffer.from(VAPID_PRIVATE_KEY, "base64url")
    : privateKeyOf(derivedSecret("push messages"));
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(privateKey);
  const address = /<([^<>]+)>\s*$/.exec(MAIL_FROM ?? "")?.[1] ?? MAIL_FROM;
  const here = publicUrl();
  cached = {
    secret,
    publicKey: pair.getPublicKey("base64url", "uncompressed"),
    privateKey: privateKey.toString("base64url"),
    subject: address ? `mailto:${address.trim()}` : here.startsWith("https://") ? here : "mailto:adjutant@example.com",
  };
  return cached;
}
