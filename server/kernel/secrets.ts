import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "./env.ts";
import { AppError } from "./errors.ts";

/** The key that credentials at rest are sealed with: derived (HKDF, RFC 5869) from ADJUTANT_SECRET for one purpose. */
function keyFor(purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", env().ADJUTANT_SECRET, "adjutant", purpose, 32));
}

/** A secret of this installation for one purpose, in hex: derived like the sealing key, so that it needs no storage. */
export function derivedSecret(purpose: string): string {
  return keyFor(purpose).toString("hex");
}

/** Encrypts a credential: AES-256-GCM (NIST SP 800-38D), 96-bit random nonce; text form `v1.<nonce>.<tag>.<cipher>`. */
export function seal(plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor("credential"), nonce);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return ["v1", ...[nonce, cipher.getAuthTag(), body].map((part) => part.toString("base64url"))].join(".");
}

/**
 * Decrypts what `seal` made.
 * @throws AppError internal when it was made with another key or was altered
 */
export function unseal(sealed: string): string {
  const [version, nonce, tag, body] = sealed.split(".");
  try {
    if (version !== "v1" || !nonce || !tag || body === undefined) throw new Error("unknown form");
    const decipher = createDecipheriv("aes-256-gcm", keyFor("credential"), Buffer.from(nonce, "base64url"));
    decipher.setAuthTag(Buffer.from(tag, "base64url"));
    return decipher.update(Buffer.from(body, "base64url"), undefined, "utf8") + decipher.final("utf8");
  } catch (cause) {
    throw new AppError("internal", "A stored credential cannot be read: was ADJUTANT_SECRET changed?", { cause });
  }
}

/** A new random token of 256 bits, base64url, with a prefix that says what it is. */
export function newToken(prefix: string): string {
  return `${prefix}${randomBytes(32).toString("base64url")}`;
}

/** What is stored of a high-entropy token: its SHA-256 in hex. Not for passphrases. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Compares two texts in constant time. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
